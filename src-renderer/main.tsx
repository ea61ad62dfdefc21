// The page: start the engine, load the sentences, draw the frame.
import './trusted-types.ts';
import './style/style.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { onEnginePort } from './desktop/desktop.ts';
import { startEngine } from './engine/start-engine.ts';
import { makeI18n } from './text/say.ts';
import { pageLocale } from './text/use-text.ts';

// It lives as long as the page: closing the page is its stop.
startEngine(onEnginePort);

createRoot(rootElement()).render(
  <StrictMode>
    <App i18n={makeI18n(pageLocale())} />
  </StrictMode>,
);

function rootElement(): HTMLElement {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  return root;
}
