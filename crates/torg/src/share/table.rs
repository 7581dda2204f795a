//! Tables as CSV (RFC 4180) that a spreadsheet cannot be tricked with: a cell that it would read as a formula is text.

/// One line, with its line end.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// One cell. Spreadsheets take what begins with one of these for a formula, also after white space (OWASP, *CSV Injection*).
fn cell(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let is_formula = first
        .is_some_and(|first| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '|' | '＝' | '＋' | '－' | '＠'))
        || text.starts_with(['\t', '\r', '\n']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r', ';', '\'']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_text() {
        assert_eq!(
            line(["Badet", "=1+1", "@exempelby", "a,b", "\"x\""]),
            "Badet,\"'=1+1\",\"'@exempelby\",\"a,b\",\"\"\"x\"\"\"\r\n"
        );
        assert_eq!(cell(" =cmd|' /C calc'!A0"), "\"' =cmd|' /C calc'!A0\"");
    }

    proptest! {
        #[test]
        fn no_cell_begins_as_a_formula(text in "\\PC{0,20}") {
            let cell = cell(&text);
            // One quotation mark is the cell's own; the next is what it says.
            let inside = cell.strip_prefix('"').unwrap_or(&cell).trim_start();
            prop_assert!(!inside.starts_with(['=', '+', '-', '@', '|']), "{cell}");
        }
    }
}
