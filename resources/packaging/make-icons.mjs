// Draws the icon in every size and container that desktops ask for, from the one drawing. Run by hand when that changes:
// node resources/packaging/make-icons.mjs [PATH OF A CHROMIUM]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { icnsOf, icoOf } from './icon-containers.mjs';

const folder = resolve(import.meta.dirname, '../icons');
const drawing = readFileSync(resolve(folder, 'cooldown.svg'), 'utf8');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
const page = await browser.newPage();
const images = new Map();
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`,
  );
  images.set(size, await page.screenshot({ omitBackground: true, type: 'png' }));
}
await browser.close();

mkdirSync(resolve(folder, 'png'), { recursive: true });
for (const [size, image] of images) writeFileSync(resolve(folder, 'png', `${size}x${size}.png`), image);
writeFileSync(resolve(folder, 'cooldown.ico'), icoOf(images));
writeFileSync(resolve(folder, 'cooldown.icns'), icnsOf(images));
