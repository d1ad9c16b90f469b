import { useRouter } from '@tarojs/taro';
import { look as words } from '../../../copy/look';
import { Gate } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { back } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Look, useAccount } from '../../../stores/account';
import { ActionBar, Btn, Card, EmptyState, Fetched, NoticeBar, Pairs } from '../../../ui';

const Detail = ({ look }: { look: Look }) => (
  <>
    <Card>
      <Pairs
        rows={[
          { k: words.who, v: look.who },
          { k: words.time, v: `${say.date(look.at)} ${say.seconds(look.at)}` },
          { k: words.purpose, v: look.purpose },
          { k: words.basis, v: look.basis },
          { k: words.items, v: look.items.join('、') || words.none },
        ]}
      />
    </Card>
    {look.sealed && (
      <>
        <NoticeBar className='mt3' icon='lock'>
          {words.sealed(say.date(look.sealed.until))}
        </NoticeBar>
        <Card className='mt3'>
          <Pairs
            rows={[
              { k: words.authority, v: look.sealed.authority },
              { k: words.statute, v: look.sealed.statute },
              { k: words.document, v: look.sealed.documentNumber },
            ]}
          />
        </Card>
      </>
    )}
  </>
);
/** The entry as the list brought it; opened by its address alone, the newest page is asked for. */
function Entry({ id }: { id: string }) {
  const { data, error } = useAccount((s) => s.looks);
  const look = data?.items.find((l) => l.id === id);
  const load = () => useAccount.getState().loadLooks({});
  useShown(() => (useAccount.getState().looks.data?.items.some((l) => l.id === id) ? undefined : load()));
  if (look) return <Detail look={look} />;
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {() => <EmptyState title={words.gone.title} text={words.gone.text} action={words.gone.action} onAction={() => void back()} />}
    </Fetched>
  );
}

/** 23 verify: one look, whole. */
export default function LookPage() {
  const { id = '' } = useRouter().params;
  const bar = (
    <ActionBar>
      <Btn kind='ghost' block onClick={() => void dial()}>
        {words.unknown}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='high'>{() => <Entry id={id} />}</Gate>
    </Screen>
  );
}
