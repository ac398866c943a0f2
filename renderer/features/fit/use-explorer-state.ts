import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type ExplorerState, readState, writeState } from './explorer-state.ts';

const settleMs = 200;

/** The explorer's state, from the address and back into it once it has settled: a drag is one change there, not hundreds. */
export function useExplorerState() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [state, setState] = useState(() => readState(new URLSearchParams(search)));
  const written = useRef(search);
  const [settled] = useDebouncedValue(state, settleMs);

  useEffect(() => {
    const text = writeState(settled).toString();
    const next = text && `?${text}`;
    if (next === written.current) return;
    written.current = next;
    navigate({ search: next }, { replace: true });
  }, [settled, navigate]);

  // A link or Back brought another address: what it says holds.
  useEffect(() => {
    if (search === written.current) return;
    written.current = search;
    setState(readState(new URLSearchParams(search)));
  }, [search]);

  const change = useCallback((changes: Partial<ExplorerState>) => setState((before) => ({ ...before, ...changes })), []);
  return { state, change };
}
