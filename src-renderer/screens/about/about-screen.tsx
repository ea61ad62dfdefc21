// About: which version this is, what it runs on, where the data lies, and on whose work it stands.
import { Button } from '@mantine/core';
import { useEngine } from '../../engine/start-engine.ts';
import { refusalText } from '../../text/engine-news.ts';
import type { Places } from '../place.ts';
import { Facts, fact } from '../../components/facts.tsx';
import { Screen } from '../../components/screen.tsx';
import { useAbout } from '../../desktop/use-about.ts';
import { useText } from '../../text/use-text.ts';
import './about-screen.css';

export function AboutScreen({ places }: { readonly places: Places }) {
  const { say } = useText();
  const about = useAbout();
  const readOnly = refusalText(useEngine().life, say);
  return (
    <Screen title={say('about.title')}>
      <div className="about readable">
        <p className="about-name">{say('app.name')}</p>
        <p>{say('about.what')}</p>
        {readOnly !== null && <p className="about-read-only">{readOnly}</p>}
        {about?.kind === 'about' && (
          <Facts
            facts={[
              ...fact(say('about.version'), about.appVersion),
              ...fact(
                say('about.host'),
                say('about.host_value', {
                  host: about.host,
                  chromium: about.chromiumVersion,
                  node: about.nodeVersion,
                }),
              ),
              ...fact(
                say('about.data'),
                <>
                  <span className="code">{about.dataFolder}</span>
                  <span className="about-why quiet">{say('about.data_why')}</span>
                </>,
              ),
              ...fact(say('about.keyboard'), say('about.keyboard_value')),
              ...fact(say('about.licence'), say('about.licence_value')),
            ]}
          />
        )}
        <div className="about-report">
          <Button size="xs" variant="default" onClick={() => places.jump({ screen: 'report' })}>
            {say('report.open')}
          </Button>
          <p className="quiet">{say('report.why')}</p>
        </div>
        {about?.kind === 'refused' && <p className="quiet">{say('about.unknown')}</p>}
      </div>
    </Screen>
  );
}
