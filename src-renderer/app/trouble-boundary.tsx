// Catches what throws while the page is drawn: says what is safe, and offers to show it again.
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { useText } from '../text/use-text.ts';

interface TroubleState {
  /** What was thrown, for support; null while all is well. */
  readonly thrown: string | null;
}

// React knows error boundaries as classes alone.
export class TroubleBoundary extends Component<{ readonly children: ReactNode }, TroubleState> {
  override state: TroubleState = { thrown: null };

  static getDerivedStateFromError(thrown: unknown): TroubleState {
    return { thrown: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'unknown' };
  }

  override render(): ReactNode {
    const { thrown } = this.state;
    if (thrown === null) return this.props.children;
    return <TroubleView thrown={thrown} onRetry={() => this.setState({ thrown: null })} />;
  }
}

function TroubleView({ thrown, onRetry }: { readonly thrown: string; readonly onRetry: () => void }) {
  const { say } = useText();
  return (
    <div role="alert" className="trouble">
      <EmptyState
        title={say('trouble.happened')}
        lines={[say('trouble.safe')]}
        actions={
          <Button size="sm" onClick={onRetry}>
            {say('trouble.retry')}
          </Button>
        }
      />
      <p className="trouble-code code quiet readable">
        {say('trouble.for_support')}: {thrown}
      </p>
    </div>
  );
}
