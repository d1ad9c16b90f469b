import { realName as words } from '../../../copy/identity';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { go } from '../../../platform/router';
import type { Account } from '../../../stores/account';
import { Box, Btn, Card, Contour, Icon, Item, List, ListCell, SandboxTag, StatusTag, Title, Txt } from '../../../ui';
import './index.scss';

const Gives = ({ lines, not }: { lines: readonly string[]; not?: string }) => (
  <List className='list--plain lvc__list'>
    {lines.map((line) => (
      <Item key={line} className='lvc__item'>
        <Icon name='check' size={22} className='lvc__y' />
        <Txt className='grow'>{line}</Txt>
      </Item>
    ))}
    {not && (
      <Item className='lvc__item t2'>
        <Icon name='minus' size={22} className='lvc__n' />
        <Txt className='grow'>{not}</Txt>
      </Item>
    )}
  </List>
);

function Levels({ me }: { me: Account }) {
  const basic = me.assurance !== 'none';
  const high = me.assurance === 'high' && me.highOnThisDevice;
  return (
    <>
      <Box className='row row--between row--wrap'>
        <Txt className='t2'>{basic ? words.doneLead(me.maskedName) : words.lead}</Txt>
        {me.sandbox && <SandboxTag what={words.sandbox} />}
      </Box>
      <Box role='region' label={words.high.title} className='lvc lvc--hi mt3'>
        <Contour />
        <Box className='row row--between row--wrap lvc__in'>
          <Title>{words.high.title}</Title>
          <Txt className='tag lvc__tag'>{words.high.tag}</Txt>
        </Box>
        <Txt block className='sub mt1 lvc__in lvc__by'>
          {words.high.by}
        </Txt>
        <Gives lines={words.high.gives} />
        {high ? (
          <Box className='row mt4 lvc__in'>
            <Icon name='check-circle' size={22} />
            <Txt strong>{words.high.done}</Txt>
          </Box>
        ) : (
          <Btn id='to-high' block className='mt4 lvc__in' onClick={() => void go(basic ? PAGES.high : PAGES.basic, basic ? {} : { next: 'high' })}>
            {words.high.action}
          </Btn>
        )}
      </Box>
      <Card className='mt3'>
        <Box className='row row--between row--wrap'>
          <Title>{words.basic.title}</Title>
          {basic ? <StatusTag tone='success' text={words.basic.done} /> : <Txt className='tag'>{words.basic.tag}</Txt>}
        </Box>
        <Gives lines={words.basic.gives} not={words.basic.not} />
        {!basic && (
          <Btn id='to-basic' kind='ghost' block className='mt4' onClick={() => void go(PAGES.basic)}>
            {words.basic.action}
          </Btn>
        )}
      </Card>
      <List className='mt3'>
        <Item>
          <ListCell
            id='to-stolen'
            icon='alert'
            iconTone='warn'
            bold
            title={words.stolen.title}
            desc={words.stolen.hint}
            onClick={() => void go(PAGES.stolen)}
          />
        </Item>
      </List>
    </>
  );
}

/** 21 实名认证: two levels, each said by what it opens. */
export default function RealName() {
  return (
    <Screen title={words.title} tight>
      <Gate need='login'>{(me) => <Levels me={me} />}</Gate>
    </Screen>
  );
}
