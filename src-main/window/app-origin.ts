// The one origin the page has for ever: changing scheme or host would orphan the athlete's database.

export const appScheme = 'app';
export const appOrigin = `${appScheme}://bundle`;
