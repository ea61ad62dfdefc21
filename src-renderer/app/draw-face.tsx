// Everything that is seen: its sheets, its sentences and its frame. Loaded only where somebody looks.
import '../style/style.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeI18n } from '../text/say.ts';
import { pageLocale } from '../text/use-text.ts';
import { App } from './app.tsx';

export function drawFace(): void {
  createRoot(rootElement()).render(
    <StrictMode>
      <App i18n={makeI18n(pageLocale())} />
    </StrictMode>,
  );
}

function rootElement(): HTMLElement {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  return root;
}
