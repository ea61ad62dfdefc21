// What the app says of itself: asked once, when somebody wants to show it.
import { desktop } from './desktop.ts';
import { useAnswer } from './use-answer.ts';

const ask = () => desktop.about();

export const useAbout = () => useAnswer(ask);
