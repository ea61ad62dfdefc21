// About: which version this is, what it runs on, where the data lies, and on whose work it stands.
import { useEffect, useState } from 'react';
import type { About } from '../../../src-worker/contract/desktop-channels.ts';
import { Facts, fact } from '../../components/facts.tsx';
import { Screen } from '../../components/screen.tsx';
import { desktop } from '../../desktop/desktop.ts';
import { useText } from '../../text/use-text.ts';
import './about-screen.css';

type Answer = About | { readonly kind: 'refused' };

export function AboutScreen() {
  const { say } = useText();
  const about = useAbout();
  return (
    <Screen title={say('about.title')}>
      <div className="about readable">
        <p className="about-name">{say('app.name')}</p>
        <p>{say('about.what')}</p>
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
        {about?.kind === 'refused' && <p className="quiet">{say('about.unknown')}</p>}
      </div>
    </Screen>
  );
}

function useAbout(): Answer | null {
  const [about, setAbout] = useState<Answer | null>(null);
  useEffect(() => {
    let isShown = true;
    const show = (answer: Answer) => {
      if (isShown) setAbout(answer);
    };
    desktop.about().then(show, () => show({ kind: 'refused' }));
    return () => {
      isShown = false;
    };
  }, []);
  return about;
}
