//! `vires explain-code CODE`.

use super::{
    arguments::ExplainCodeArguments,
    exit::Exit,
    output::{WriteError, print, print_error},
};
use crate::facade::codes;

/// Prints the page of a code, or the list of all codes.
pub fn explain_code(arguments: &ExplainCodeArguments) -> Result<Exit, WriteError> {
    let Some(code) = &arguments.code else {
        let lines: String = codes::all()
            .map(|(code, title)| format!("{code}  {title}\n"))
            .collect();
        print(&lines)?;
        return Ok(Exit::Fine);
    };
    match codes::page(code) {
        Ok(page) => {
            print(page)?;
            Ok(Exit::Fine)
        }
        Err(near) => {
            let hint = near.map_or_else(
                || "`vires explain-code` lists all codes".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            print_error(&format!(
                "vires: there is no code `{}`; {hint}\n",
                crate::report::clean::shown(code)
            ));
            Ok(Exit::BadInput)
        }
    }
}
