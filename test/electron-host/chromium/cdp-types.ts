// Types of the Chrome DevTools Protocol, as Playwright ships them. The package does not list the file among its
// exports, hence the path; nothing of it exists at run time.
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

export type CdpMethod = keyof Protocol.CommandParameters;
export type CdpParameters<Method extends CdpMethod> = Protocol.CommandParameters[Method];
export type CdpResult<Method extends CdpMethod> = Protocol.CommandReturnValues[Method];

export type CdpEventName = keyof Protocol.Events;
export type CdpEvent<Name extends CdpEventName> = Protocol.Events[Name];
