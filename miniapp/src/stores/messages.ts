import type { ReplyOf } from '@binhai/shared/contract/http';
import { inbox, readMessage } from '@binhai/shared/contract/messages';
import { create } from 'zustand';
import { call } from '../api/client';
import { useAccount } from './account';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

type Inbox = ReplyOf<typeof inbox>;
export type Message = Inbox['items'][number];
interface Messages {
  inbox: Remote<Inbox>;
  load: () => Promise<void>;
  /** The next page, added to what is shown. */
  more: () => Promise<void>;
  /** Throws ApiError. Marks as read here and on the server. */
  read: (message: Message) => Promise<void>;
}
export const useMessages = create<Messages>((set, get) => {
  const into = fetcher<Inbox>((change) => set((s) => ({ inbox: change(s.inbox) })));
  return {
    inbox: nothing(),
    load: async () => {
      await into(() => call(inbox, { query: {} }));
    },
    more: async () => {
      const old = get().inbox.data;
      if (!old?.next || get().inbox.busy) return;
      const after = old.next;
      await into(async () => {
        const page = await call(inbox, { query: { after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    read: async (message) => {
      if (message.read) return;
      await call(readMessage, { params: { id: message.id } });
      set((s) => {
        const data = s.inbox.data;
        if (!data) return s;
        const items = data.items.map((m) => (m.id === message.id ? { ...m, read: true } : m));
        return { inbox: { ...s.inbox, data: { ...data, items, unread: Math.max(0, data.unread - 1) } } };
      });
      useAccount.getState().oneRead();
    },
  };
});
onPersonChange(() => useMessages.setState({ inbox: nothing() }));
