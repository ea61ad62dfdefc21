// Rows of a table in comma-separated values (RFC 4180), read leniently: what is wrong in it stands as it is.

const comma = ',';
const quote = '"';

/** Cells as text, without their quotes. Stops behind so many rows. */
export function csvRows(text: string, mostRows: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.length > 1 || cell !== '') rows.push(row);
    [row, cell] = [[], ''];
  };
  for (let at = 0; at < text.length && rows.length < mostRows; at += 1) {
    const letter = text.charAt(at);
    if (isQuoted) {
      if (letter !== quote) cell += letter;
      else if (text.charAt(at + 1) !== quote) isQuoted = false;
      else {
        cell += quote;
        at += 1;
      }
    } else if (letter === quote && cell === '') isQuoted = true;
    else if (letter === comma) {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
  }
  if (rows.length < mostRows) endRow();
  return rows;
}
