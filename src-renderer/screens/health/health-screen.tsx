// Health: how far what was taken in can be trusted, why not more, what can be done, and every number behind it.
import { Button } from '@mantine/core';
import { CircleAlert, CircleCheck, Eye, type LucideIcon } from 'lucide-react';
import type {
  QualityHealth,
  QualityIssue,
  QualityStatus,
} from '../../../src-worker/contract/quality-health.ts';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { Screen } from '../../components/screen.tsx';
import { useQualityHealth } from '../../engine/live.ts';
import { cssVariable, type ColourName } from '../../style/tokens.ts';
import { formatInstant } from '../../text/format-date.ts';
import { formatCount } from '../../text/format-number.ts';
import { useNow } from '../../text/use-now.ts';
import { useText } from '../../text/use-text.ts';
import type { Places } from '../place.ts';
import { issueText, remedies, scoreText, shownCounters } from './health-text.ts';
import './health-screen.css';

export function HealthScreen({ places }: { readonly places: Places }) {
  const { say } = useText();
  // Days are counted by UTC, whatever day it is here.
  const health = useQualityHealth(useNow().toISOString().slice(0, 10));
  return (
    <Screen
      title={say('quality.title')}
      aside={health && say('quality.window', { days: health.window.days })}
    >
      <div className="health" role="region" aria-label={say('quality.region')} tabIndex={0}>
        {health === undefined ? (
          <LateSkeleton />
        ) : (
          <>
            <Verdict health={health} />
            {health.issues.length > 0 && (
              <ul className="health-issues">
                {health.issues.map((issue) => (
                  <Issue key={issue.issue} issue={issue} places={places} />
                ))}
              </ul>
            )}
            <Counted health={health} />
          </>
        )}
      </div>
    </Screen>
  );
}

const looks = {
  healthy: { icon: CircleCheck, colour: 'accent' },
  monitor: { icon: Eye, colour: 'caution' },
  degraded: { icon: CircleAlert, colour: 'trouble' },
} as const satisfies Record<QualityStatus, { readonly icon: LucideIcon; readonly colour: ColourName }>;

function Verdict({ health: { status, score, counters } }: { readonly health: QualityHealth }) {
  const { say, reader } = useText();
  const { icon: Icon, colour } = looks[status];
  const isQuiet = counters.external_import_job_total === 0 && status === 'healthy';
  return (
    <section className="health-verdict readable">
      <Icon size={22} strokeWidth={1.75} color={`var(${cssVariable(colour)})`} aria-hidden="true" />
      <h2 className="health-word">{say(`quality.status.${status}`)}</h2>
      <p className="health-score quiet">{say('quality.score', { score: scoreText(score, reader) })}</p>
      <p className="health-means">{say(isQuiet ? 'quality.nothing' : `quality.status.${status}.means`)}</p>
    </section>
  );
}

function Issue({ issue, places }: { readonly issue: QualityIssue; readonly places: Places }) {
  const { say, reader } = useText();
  const { title, happened, safe, next } = issueText(issue, say, reader);
  const remedy = remedies[issue.issue];
  return (
    <li className="health-issue readable" data-severity={issue.severity}>
      <h3>{title}</h3>
      <p>{happened}</p>
      <p className="quiet">{safe}</p>
      <p>{next}</p>
      {remedy !== null && (
        <Button size="xs" variant="default" onClick={() => places.jump(remedy)}>
          {say(remedy.screen === 'imports' ? 'quality.show_imports' : 'report.open')}
        </Button>
      )}
      <p className="health-code quiet">
        {say(`quality.severity.${issue.severity}`)} · <span className="code">{issue.issue}</span>
      </p>
    </li>
  );
}

function Counted({ health: { counters, last_verified_at: verifiedAt } }: { readonly health: QualityHealth }) {
  const { say, reader } = useText();
  return (
    <section className="health-counted">
      <h2 className="health-section">{say('quality.counted')}</h2>
      <dl className="health-counters readable">
        {shownCounters.map((name) => (
          <div key={name} className="health-counter">
            <dt>{say(`quality.counter.${name}`)}</dt>
            <dd className="health-number">{formatCount(counters[name], reader)}</dd>
            <dd className="quiet">{say(`quality.counter.${name}.means`)}</dd>
          </div>
        ))}
        <div className="health-counter">
          <dt>{say('quality.checked')}</dt>
          <dd className="health-number">
            {verifiedAt === null ? say('quality.never_checked') : formatInstant(verifiedAt, reader)}
          </dd>
          <dd className="quiet">{say('quality.checked.means')}</dd>
        </div>
      </dl>
    </section>
  );
}
