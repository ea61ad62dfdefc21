// What every route may answer beside its own: a problem, by the status that its kind has.
import { problemMediaType, problemSchema } from '../../../src-worker/contract/upstream/problem.ts';

const problem = { description: 'a problem', content: { [problemMediaType]: { schema: problemSchema } } };

export const problemAnswers = { '4xx': problem, '5xx': problem } as const;

/** Of the routes that ask for an athlete's token. */
export const byToken = { security: [{ token: [] }] };
