// Said where a filter leaves nothing.
import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { useText } from '../../text/use-text.ts';

export function NoMatch({ filter, onShowAll }: { readonly filter: string; readonly onShowAll: () => void }) {
  const { say } = useText();
  return (
    <EmptyState
      title={say('activities.none_match', { filter })}
      actions={
        <Button size="xs" variant="default" onClick={onShowAll}>
          {say('activities.show_all')}
        </Button>
      }
    />
  );
}
