// Draws the icon in every size and container that desktops ask for, from the one drawing. Run by hand when that changes:
// node resources/packaging/make-icons.mjs [PATH OF A CHROMIUM]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { icnsOf, icoOf } from './icon-containers.mjs';

const folder = resolve(import.meta.dirname, '../icons');
const drawing = readFileSync(resolve(folder, 'cooldown.svg'), 'utf8');
/** Only the line, in black: macOS inks it. */
const template = drawing
  .replace(/<rect[^>]*\/>/, '')
  .replaceAll(/#[0-9a-f]{6}/g, '#000000')
  .replace('stroke-width="34"', 'stroke-width="44"')
  .replace('0 0 512 512', '56 42 400 416');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
const page = await browser.newPage();
const drawn = async (svg, size) => {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true, type: 'png' });
};
const images = new Map();
for (const size of sizes) images.set(size, await drawn(drawing, size));
const trayImages = [
  ['tray.png', images.get(24)],
  ['tray@2x.png', images.get(48)],
  ['trayTemplate.png', await drawn(template, 18)],
  ['trayTemplate@2x.png', await drawn(template, 36)],
];
await browser.close();

mkdirSync(resolve(folder, 'png'), { recursive: true });
for (const [size, image] of images) writeFileSync(resolve(folder, 'png', `${size}x${size}.png`), image);
writeFileSync(resolve(folder, 'cooldown.ico'), icoOf(images));
writeFileSync(resolve(folder, 'cooldown.icns'), icnsOf(images));

mkdirSync(resolve(folder, 'tray'), { recursive: true });
for (const [name, image] of trayImages) writeFileSync(resolve(folder, 'tray', name), image);
