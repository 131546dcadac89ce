/** An apostrophe where a cell begins, before what a spreadsheet would take for a formula. */
const DEFUSED = /(?<=^|[;\t])'(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g;

/** The text of a cell of our own CSV export, without the apostrophes that the export put there. */
export const withoutApostrophes = (cell: string): string => cell.replace(DEFUSED, '');
