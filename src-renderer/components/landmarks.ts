// Places that the frame sends the focus to; each stands once on a screen, or not at all.

/** The name of the screen: where one lands who comes by a key. */
export const screenTitleId = 'screen-title';
/** The heading of the detail panel. */
export const detailTitleId = 'detail-title';
/** On what filters the list of a screen; Ctrl/⌘ F goes to its field, or to what is chosen in it. */
export const filterMark = { 'data-filter': true } as const;

export const landmarks = {
  screenTitle: `#${screenTitleId}`,
  detailTitle: `#${detailTitleId}`,
  filter: '[data-filter] :is(input[type="search"], input:checked)',
  /** Where the details were opened from: the tab stop of the list. */
  listStop: '.frame-content [data-key][tabindex="0"]',
} as const;
