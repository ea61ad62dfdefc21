// The field that Ctrl/⌘ F goes to: one on a screen at most, known by its id.

export const searchFieldId = 'search-field';
