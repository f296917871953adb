//! `file:` URIs to paths and back.

use std::path::{Component, Path, PathBuf};

use lsp_types::Uri;

/// The path that a `file:` URI names; none for other schemes and other hosts.
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.as_str().split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let path = match rest.strip_prefix("//") {
        None => rest,
        Some(rest) => {
            let path = rest.find('/').and_then(|at| rest.get(at..))?;
            let host = rest.strip_suffix(path)?;
            if !host.is_empty() && host != "localhost" {
                return None;
            }
            path
        }
    };
    let decoded = decoded(path)?;
    // `/c:/packs` is `c:/packs` where drives have letters.
    let drive = decoded
        .strip_prefix('/')
        .filter(|rest| has_drive(rest) && cfg!(windows));
    let path = PathBuf::from(drive.unwrap_or(&decoded));
    plain(&path)
}

/// The `file:` URI of a path.
pub fn of_path(path: &Path) -> Option<Uri> {
    let text = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    let mut out = String::from("file://");
    if !text.starts_with('/') {
        out.push('/');
    }
    for byte in text.bytes() {
        let plain =
            byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~' | b':');
        if plain {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out.parse().ok()
}

fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':')
}

/// An absolute path without `.` and `..`.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out.is_absolute().then_some(out)
}

/// `a%20b` is `a b`. What is no text gives none.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            out.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    let text = String::from_utf8(out).ok()?;
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> Option<String> {
        to_path(&uri.parse().ok()?).map(|path| path.to_str().unwrap().to_owned())
    }

    #[test]
    #[cfg(unix)]
    fn uris_and_paths() {
        assert_eq!(
            path("file:///a/b%20c/%C3%A9.policy").unwrap(),
            "/a/b c/é.policy"
        );
        assert_eq!(path("file://localhost/a").unwrap(), "/a");
        assert_eq!(path("FILE:///a/./b/../c").unwrap(), "/a/c");
        for other in [
            "untitled:Untitled-1",
            "file://elsewhere/a",
            "file:///%FF",
            "file:///%4",
            "file:///a%00b",
        ] {
            assert_eq!(path(other), None, "{other}");
        }
        let strange = Path::new("/a b/ü#?%.policy");
        assert_eq!(to_path(&of_path(strange).unwrap()).unwrap(), strange);
    }
}
