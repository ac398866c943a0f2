import { Button } from '@mantine/core';
import { Link, useLocation, useRouteError } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';

/** An address that no page has. */
export function NotFoundPage() {
  const { pathname } = useLocation();
  return (
    <Page crumbs={[{ title: 'Not found' }]}>
      <EmptyState
        title="No page has this address"
        action={
          <Button component={Link} to="/" variant="default">
            Go to the start page
          </Button>
        }
      >
        <p>
          <code>{pathname}</code> may be an old link or a mistyped one.
        </p>
      </EmptyState>
    </Page>
  );
}

/** A page that could not be drawn: the fault, and the way out. */
export function CrashPage() {
  const error = useRouteError();
  return (
    <Page crumbs={[{ title: 'This page failed' }]}>
      <EmptyState
        title="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Load the page again</Button>}
      >
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <p>Nothing in the cluster was changed by this. If it comes back, the browser console has the details for a report.</p>
      </EmptyState>
    </Page>
  );
}
