// How the engine's port travels from main to the page. Apart from the schemas: preload and page need only these words.

/** main → preload; the port travels with it. */
export const enginePortChannel = 'engine:port';

/** What the preload posts to the page's own window when the port has come. */
export const enginePortMessage = 'cooldown:engine-port';
