// What a page writes to its console, in the shape Electron's `console-message` event tells it. Pure.
import type { Protocol } from '../chromium/cdp-types.ts';

export interface ConsoleMessage {
  readonly level: 'info' | 'warning' | 'error' | 'debug';
  readonly message: string;
  readonly lineNumber: number;
  readonly sourceId: string;
}

export function describeConsoleCall(call: Protocol.Runtime.consoleAPICalledPayload): ConsoleMessage {
  const [place] = call.stackTrace?.callFrames ?? [];
  return {
    level: levels[call.type] ?? 'info',
    message: call.args.map(describeValue).join(' '),
    lineNumber: place === undefined ? 0 : place.lineNumber + 1,
    sourceId: place?.url ?? '',
  };
}

export function describeException(details: Protocol.Runtime.ExceptionDetails): ConsoleMessage {
  return {
    level: 'error',
    message: `${details.text} ${details.exception?.description ?? ''}`.trim(),
    lineNumber: details.lineNumber + 1,
    sourceId: details.url ?? '',
  };
}

/** What Chromium itself has to say: refused by the content security policy, failed to load … */
export function describeLogEntry(entry: Protocol.Log.LogEntry): ConsoleMessage {
  return {
    level: entry.level === 'verbose' ? 'debug' : entry.level,
    message: entry.text,
    lineNumber: (entry.lineNumber ?? -1) + 1,
    sourceId: entry.url ?? '',
  };
}

/** Every other kind of call is an `info`. */
const levels: Readonly<Partial<Record<string, ConsoleMessage['level']>>> = {
  error: 'error',
  assert: 'error',
  warning: 'warning',
  debug: 'debug',
};

function describeValue(value: Protocol.Runtime.RemoteObject): string {
  return value.type === 'string'
    ? String(value.value)
    : (value.description ?? value.unserializableValue ?? JSON.stringify(value.value));
}
