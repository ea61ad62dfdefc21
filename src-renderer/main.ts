// The page: start the engine, and where somebody looks, draw the frame.
import './trusted-types.ts';
import { engineOnly } from '../src-worker/contract/page-kinds.ts';
import { onEnginePort } from './desktop/desktop.ts';
import { startEngine } from './engine/start-engine.ts';

// It lives as long as the page: closing the page is its stop.
startEngine(onEnginePort);

if (location.hash !== engineOnly) void import('./app/draw-face.tsx').then(({ drawFace }) => drawFace());
