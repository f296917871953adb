//! `vires lsp`

use std::{io, path::Path};

use super::{disk::Disk, exit::Exit, output::WriteError};
use crate::{
    base::files::Files,
    lsp::{
        server::{Ended, serve},
        workspace::Disks,
    },
};

/// Serves an editor on standard input and output.
pub fn lsp() -> Result<Exit, WriteError> {
    let ended = serve(io::stdin(), io::stdout(), &OnDisk)?;
    Ok(match ended {
        Ended::Well => Exit::Fine,
        Ended::Abruptly => Exit::No,
    })
}

/// The disk.
struct OnDisk;

impl Disks for OnDisk {
    fn below(&self, root: &Path) -> Box<dyn Files> {
        Box::new(Disk::at(root))
    }
}
