// A session by hand for tests: what is not said is the same in every one.
import type { ManualSession } from '../../../src-worker/contract/manual-session.ts';

export const handSession = (other: Partial<ManualSession> = {}): ManualSession => ({
  session_id: '0198f7a0-0000-7000-8000-000000000001',
  revision: 1,
  retracted: false,
  workout: { workout_type: 'strength', title: 'Gym' },
  session: {
    started_at: '2026-05-12T16:04:00.000Z',
    timezone: 'Europe/Vienna',
    local_date: '2026-05-12',
    local_week: '2026-W20',
  },
  sets: [],
  ...other,
});
