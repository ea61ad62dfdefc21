// Places that the frame sends the focus to, by their ids; each stands once on a screen, or not at all.

/** The field that Ctrl/⌘ F goes to. */
export const searchFieldId = 'search-field';
/** The name of the screen: where one lands who comes by a key. */
export const screenTitleId = 'screen-title';
/** The heading of the detail panel. */
export const detailTitleId = 'detail-title';
