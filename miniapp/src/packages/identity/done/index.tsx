import { realNameDone as words } from '../../../copy/identity';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { replace, TABS } from '../../../platform/router';
import { type Account, useAccount } from '../../../stores/account';
import { cameFrom, comeBack } from '../../../stores/return-to';
import { ActionBar, Box, Btn, Btns, Card, Icon, NoticeBar, Title, Txt } from '../../../ui';
import './index.scss';

const onward = () => void comeBack(TABS.me);

/** What may come next is offered, never taken for granted: opting in weighs no more than not opting in. */
function Bar({ me }: { me: Account }) {
  const back = cameFrom() ? words.goOn : words.finish;
  if (me.assurance !== 'high') {
    return (
      <ActionBar note={words.toHighText}>
        <Btns>
          <Btn id='finish' kind='ghost' onClick={onward}>
            {back}
          </Btn>
          <Btn id='to-high' onClick={() => void replace(PAGES.high)}>
            {words.toHigh}
          </Btn>
        </Btns>
      </ActionBar>
    );
  }
  if (me.optedIn || me.personalGrade !== 'on') {
    return (
      <ActionBar>
        <Btn id='finish' block onClick={onward}>
          {back}
        </Btn>
      </ActionBar>
    );
  }
  return (
    <ActionBar note={words.note}>
      <Btns>
        <Btn id='finish' kind='ghost' onClick={onward}>
          {words.later}
        </Btn>
        <Btn id='to-opt-in' onClick={() => void replace(PAGES.optIn)}>
          {words.optIn}
        </Btn>
      </Btns>
    </ActionBar>
  );
}

/** 21#done */
export default function Done() {
  const me = useAccount((s) => s.me.data);
  return (
    <Screen title={words.title} bar={me && me.role === 'resident' && <Bar me={me} />}>
      <Gate need='basic'>
        {(account) => (
          <>
            <Box className='donep' role='status'>
              <Box className='donep__seal' hidden>
                <Icon name='check' size={56} heavy />
              </Box>
              <Title className='donep__h'>{account.assurance === 'high' ? words.high : words.basic}</Title>
              <Txt block className='t2 mt1'>
                {account.maskedName}
              </Txt>
            </Box>
            {account.assurance === 'high' && account.personalGrade === 'on' && !account.optedIn && (
              <Card className='mt5'>
                <Title level={3}>{words.optInTitle}</Title>
                <Txt block className='t2 mt2'>
                  {words.optInText}
                </Txt>
                <NoticeBar className='mt3'>
                  <Txt strong>{words.honest}</Txt>
                </NoticeBar>
              </Card>
            )}
          </>
        )}
      </Gate>
    </Screen>
  );
}
