// Every request that Chromium holds back for us arrives here, from frames and workers alike: documents are judged as
// navigations first, then the app's own schemes are answered by the app, and the rest goes its way.
import { askProtocolHandler, schemeUrls } from '../api/protocol.ts';
import type { DocumentRequest } from '../api/navigation.ts';
import { blankPageHtml, blankPagePattern, isBlankPage } from './blank-pages.ts';
import type { CdpConnection } from './cdp-connection.ts';
import type { Protocol } from './cdp-types.ts';

type Paused = Protocol.Fetch.requestPausedPayload;
type Judge = (request: DocumentRequest) => 'allowed' | 'prevented';

/** Chromium reads at most 100 MiB of one message, and base64 makes three bytes four characters. */
const largestBody = 72 * 1024 * 1024;

/** These have no body by definition, and Response refuses to make one with it. */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

export async function routeRequests(connection: CdpConnection, judge: Judge): Promise<void> {
  connection.on('Fetch.requestPaused', (paused) => {
    route(connection, judge, paused).catch((error: unknown) => {
      process.stderr.write(`electron stand-in: ${String(error)}\n`);
      connection.tell('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' });
    });
  });
  await connection.send('Fetch.enable', {
    patterns: [
      ...[...schemeUrls.patterns(), blankPagePattern].map((urlPattern) => ({ urlPattern })),
      { urlPattern: '*', resourceType: 'Document' },
    ],
  });
}

async function route(connection: CdpConnection, judge: Judge, paused: Paused): Promise<void> {
  const { requestId, request, frameId, resourceType, redirectedRequestId } = paused;
  const isRedirect = redirectedRequestId !== undefined;
  if (isBlankPage(request.url)) {
    fulfilBlankPage(connection, paused);
  } else if (
    resourceType === 'Document' &&
    judge({ frameId, url: request.url, isRedirect }) === 'prevented'
  ) {
    connection.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  } else if (isIconOfTab(paused)) {
    connection.tell('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  } else if (schemeUrls.toApp(request.url) === request.url) {
    connection.tell('Fetch.continueRequest', { requestId });
  } else {
    const response = await askProtocolHandler(requestForApp(paused));
    if (response === null) connection.tell('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    else await fulfil(connection, requestId, request.method === 'HEAD' ? withoutBody(response) : response);
  }
}

/** A browser looks for an icon to put on a tab, whether the page has one or not. Electron never asks for it. */
function isIconOfTab({ resourceType, request }: Paused): boolean {
  return resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico';
}

function fulfilBlankPage(connection: CdpConnection, { requestId, request }: Paused): void {
  const html = blankPageHtml(request.url);
  connection.tell('Fetch.fulfillRequest', {
    requestId,
    // Anything but a page (an icon) is answered with nothing: a 404 would stand in the app's console.
    responseCode: html === null ? 204 : 200,
    responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
    body: Buffer.from(html ?? '').toString('base64'),
  });
}

function requestForApp({ request }: Paused): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, schemeUrls.toApp(value));
  const body = bodyOf(request);
  return new Request(schemeUrls.toApp(request.url), {
    method: request.method,
    headers,
    ...(body === null ? {} : { body }),
  });
}

function bodyOf(request: Protocol.Network.Request): Uint8Array<ArrayBuffer> | null {
  if (request.hasPostData !== true) return null;
  const parts = (request.postDataEntries ?? []).map(({ bytes }) => bytes);
  if (parts.length === 0 || parts.includes(undefined)) {
    throw new Error(`the body of ${request.method} ${request.url} can not be read`);
  }
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part ?? '', 'base64'))));
}

function withoutBody({ status, statusText, headers }: Response): Response {
  return new Response(null, { status, statusText, headers });
}

/** Where a header names the app's own hosts. */
function headerForChromium(name: string, value: string): string {
  switch (name) {
    case 'location':
    case 'access-control-allow-origin':
      return schemeUrls.toChromium(value);
    case 'content-security-policy':
    case 'content-security-policy-report-only':
      return schemeUrls.policyToChromium(value);
    default:
      return value;
  }
}

async function fulfil(connection: CdpConnection, requestId: string, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length > largestBody) {
    throw new Error(`a response of ${body.length} bytes is more than Chromium takes (${largestBody})`);
  }
  connection.tell('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    ...(response.statusText === '' ? {} : { responsePhrase: response.statusText }),
    responseHeaders: [...response.headers].map(([name, value]) => ({
      name,
      value: headerForChromium(name, value),
    })),
    ...(bodiless.has(response.status) ? {} : { body: body.toString('base64') }),
  });
}
