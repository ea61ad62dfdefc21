// “about 20 s left”
import { coarseEstimate } from './format-duration.ts';
import type { Say } from './say.ts';

export function estimateText(remainingSeconds: number, say: Say): string {
  const estimate = coarseEstimate(remainingSeconds);
  switch (estimate.unit) {
    case 'moment':
      return say('estimate.moment');
    case 'seconds':
    case 'minutes':
    case 'hours':
      return say(`estimate.${estimate.unit}`, { count: estimate.count });
  }
}
