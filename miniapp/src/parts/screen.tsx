import { OFFLINE } from '../copy/common';
import { useDevice } from '../stores/device';
import { useToast } from '../stores/toast';
import { OfflineBar, Page, type PageP, Toast } from '../ui';

/** A page of the app: what stands over every page (no network, the toast) is brought along. */
export function Screen({ overlay, notice, ...page }: PageP) {
  const online = useDevice((s) => s.online);
  const note = useToast();
  const over = (
    <>
      {overlay}
      <Toast text={note.text} icon={note.icon} />
    </>
  );
  return <Page {...page} notice={notice ?? (online ? undefined : <OfflineBar text={OFFLINE.hint} />)} overlay={over} />;
}
