import { OFFLINE } from '../copy/common';
import { useDevice } from '../stores/device';
import { useToast } from '../stores/toast';
import { OfflineBar, Page, type PageP, Toast } from '../ui';
import { AppSheets } from './app-sheets';
import { useVisit, VisitContext } from './visit';

/** A page of the app: what stands over every page (no network, the toast) is brought along. */
export function Screen({ overlay, notice, ...page }: PageP) {
  const online = useDevice((s) => s.online);
  const note = useToast();
  const visit = useVisit();
  const over = (
    <>
      {overlay}
      <AppSheets />
      <Toast text={note.text} icon={note.icon} />
    </>
  );
  return (
    <VisitContext.Provider value={visit}>
      <Page {...page} notice={notice ?? (online ? undefined : <OfflineBar text={OFFLINE.hint} />)} overlay={over} />
    </VisitContext.Provider>
  );
}
