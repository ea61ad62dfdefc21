// The heading of the detail panel by its id: it names the panel and is where the focus goes.

export const detailTitleId = 'detail-title';
