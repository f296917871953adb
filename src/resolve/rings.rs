//! Rings in a graph: Tarjan's components, without recursion, so that a long chain is not deep.

/// The components of more than one node, and nodes with an edge to themselves; each by its lowest node, in ascending order.
pub fn rings(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = components(edges)
        .into_iter()
        .filter(|component| match component.as_slice() {
            [only] => edges.get(*only).is_some_and(|to| to.contains(only)),
            _ => true,
        })
        .collect();
    for ring in &mut found {
        ring.sort_unstable();
    }
    found.sort_unstable();
    found
}

/// The strongly connected components.
fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, Default)]
    struct Node {
        number: Option<u32>,
        low: u32,
        on_stack: bool,
    }
    let mut nodes = vec![Node::default(); edges.len()];
    let mut next = 0_u32;
    let mut stack: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for start in 0..edges.len() {
        if nodes.get(start).is_some_and(|node| node.number.is_some()) {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, edge)) = path.pop() {
            if edge == 0 {
                if let Some(node) = nodes.get_mut(at) {
                    *node = Node {
                        number: Some(next),
                        low: next,
                        on_stack: true,
                    };
                }
                next += 1;
                stack.push(at);
            }
            let to = edges.get(at).and_then(|to| to.get(edge)).copied();
            let low = |nodes: &[Node], of: usize| nodes.get(of).map_or(u32::MAX, |node| node.low);
            if let Some(to) = to {
                path.push((at, edge + 1));
                match nodes.get(to).copied() {
                    Some(Node { number: None, .. }) => path.push((to, 0)),
                    Some(Node {
                        number: Some(number),
                        on_stack: true,
                        ..
                    }) => {
                        if let Some(node) = nodes.get_mut(at) {
                            node.low = node.low.min(number);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            let here = nodes.get(at).copied().unwrap_or_default();
            if here.number == Some(here.low) {
                let mut component = Vec::new();
                while let Some(member) = stack.pop() {
                    if let Some(node) = nodes.get_mut(member) {
                        node.on_stack = false;
                    }
                    component.push(member);
                    if member == at {
                        break;
                    }
                }
                found.push(component);
            }
            if let Some((above, _)) = path.last().copied() {
                let below = low(&nodes, at);
                if let Some(node) = nodes.get_mut(above) {
                    node.low = node.low.min(below);
                }
            }
        }
    }
    found
}
