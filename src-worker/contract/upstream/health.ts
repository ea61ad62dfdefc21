// Whether the upstream lives (`healthz`), and whether it can answer (`readyz`; else a 503 problem).
import { z } from 'zod';

export const healthSchema = z.object({ status: z.literal('ok') });
