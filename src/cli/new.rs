//! `vires new DIR`: a small pack that runs, with comments that teach.

use std::{fs, io, path::Path};

use super::{
    arguments::NewArguments,
    exit::Exit,
    output::{WriteError, print, print_error},
};
use crate::report::clean::shown;

/// The files of the pack: their names and contents.
const FILES: [(&str, &str); 2] = [
    ("grants.policy", include_str!("new_pack/grants.policy")),
    ("grants.scenario", include_str!("new_pack/grants.scenario")),
];

/// Makes the folder and its files. It writes over nothing.
pub fn new(arguments: &NewArguments) -> Result<Exit, WriteError> {
    let folder = &arguments.folder;
    let name = shown(&folder.to_string_lossy());
    if let Err(reason) = make(folder) {
        print_error(&format!("vires: `{name}` cannot be made: {reason}\n"));
        return Ok(Exit::BadInput);
    }
    print(&format!(
        "made `{name}` with grants.policy and grants.scenario\n\nnow try:  vires run {name}\n"
    ))?;
    Ok(Exit::Fine)
}

fn make(folder: &Path) -> Result<(), String> {
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err("it is there already, and is not empty".to_owned());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err("there is a file of that name".to_owned());
        }
        Err(error) => return Err(error.to_string()),
    }
    for (name, content) in FILES {
        let mut options = fs::OpenOptions::new();
        let file = options.write(true).create_new(true).open(folder.join(name));
        file.and_then(|mut file| io::Write::write_all(&mut file, content.as_bytes()))
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}
