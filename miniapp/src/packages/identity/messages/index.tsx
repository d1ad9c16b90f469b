import { messages as words } from '../../../copy/me';
import { Gate } from '../../../parts/gate';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Message, useMessages } from '../../../stores/messages';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, cx, EmptyState, Fetched, InlineError, Item, List, StatusTag, Txt } from '../../../ui';
import './index.scss';

/** A message opens its page when it has one and is marked as read either way; what is marked before the page opens cannot be lost by it. */
function Row({ message }: { message: Message }) {
  const open = useAction(async () => {
    await useMessages.getState().read(message);
    if (message.link) await go(message.link);
  });
  return (
    <Btn kind='bare' className={cx('cell cell--top msg', !message.read && 'msg--new')} onClick={() => void open.run()}>
      <Box className='cell__body'>
        <Box className='row row--wrap'>
          <Txt className={cx('cell__title', !message.read && 'cell__title--b')}>{message.title}</Txt>
          {!message.read && <StatusTag tone='signal' icon='bell' text={words.unread} />}
        </Box>
        <Txt className='cell__desc'>{message.text}</Txt>
        <Txt className='cell__desc msg__at'>{say.stamp(message.at)}</Txt>
        {open.error && <InlineError error={open.error} />}
      </Box>
      {message.link && <Txt className='cell__end'>{words.open}</Txt>}
    </Btn>
  );
}
function Inbox() {
  const { data, error, busy } = useMessages((s) => s.inbox);
  const { load, more } = useMessages.getState();
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(inbox) =>
        inbox.items.length === 0 ? (
          <EmptyState full title={words.emptyTitle} text={words.emptyText} />
        ) : (
          <>
            <List label={words.title}>
              {inbox.items.map((m) => (
                <Item key={m.id}>
                  <Row message={m} />
                </Item>
              ))}
            </List>
            {error && <InlineError error={error} onRetry={() => void load()} />}
            {inbox.next && (
              <Btn kind='text' block className='mt2' busy={busy} onClick={() => void more()}>
                {words.more}
              </Btn>
            )}
          </>
        )
      }
    </Fetched>
  );
}

/** In-app inbox (product D5). */
export default function Messages() {
  return (
    <Screen title={words.title} tight>
      <Gate need='login'>{() => <Inbox />}</Gate>
    </Screen>
  );
}
