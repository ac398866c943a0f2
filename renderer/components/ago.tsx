import { formatAge, noData } from '../format/duration.ts';
import { useNow } from '../live/now.ts';

/** How long ago a moment was, as `12m`; the moment itself on hover. Takes milliseconds since the epoch or RFC 3339. */
export function Ago({ at }: { at: number | string | null }) {
  const now = useNow();
  if (at === null) return <span>{noData}</span>;
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return <span>{noData}</span>;
  return (
    <time dateTime={moment.toISOString()} title={moment.toLocaleString()}>
      {formatAge(now - moment.getTime())}
    </time>
  );
}
