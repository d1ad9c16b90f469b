// Whole screens put together from the components as the mockups have them, to be laid beside the design's pictures. All data is invented.
import { useState } from 'react';
import { qrDataUrl } from '../platform/qr';
import {
  Box,
  Btn,
  Btns,
  Card,
  DynamicQR,
  EmptyState,
  ErrorState,
  EyeButton,
  FactorRow,
  FilterChips,
  type Grade,
  GradeCard,
  GradeScale,
  GradeWord,
  Hero,
  Icon,
  Item,
  List,
  ListCell,
  NavBar,
  OfferTicket,
  OfflineBar,
  Page,
  PerkTile,
  PerkTiles,
  Section,
  SkeletonList,
  StatusTag,
  Switch,
  TideGauge,
  Title,
  TrendChart,
  type TrendMonth,
  Txt,
  ViewerRow,
  VoucherCard,
  VoucherStamp,
} from '../ui';

const nothing = () => {};

function Home({ state = 'covered' }: { state?: 'covered' | Grade | 'unrated' | 'off' | 'not-open' | 'no-real-name' | 'loading' }) {
  const hero = (
    <>
      <Hero style={{ paddingBottom: 88 }}>
        <NavBar title='诚信滨海' tone='clear' back={false} brand />
        <Box className='row row--between' style={{ padding: '12px 16px 0', alignItems: 'flex-end' }}>
          <Box>
            <Txt block className='sub'>
              11 月 25 日　星期三
            </Txt>
            <Title level={1}>上午好，李*宁</Title>
          </Box>
        </Box>
      </Hero>
      {state === 'off' ? (
        <GradeCard
          state='off'
          label='个人信用等级服务'
          big='还没有开通'
          text='由你决定。这不是征信，不影响贷款、上学、就医、乘车'
          action={<Btn size='s'>了解并开通</Btn>}
        />
      ) : (
        <GradeCard state={state} label='我的公共信用' eye={<EyeButton covered={state === 'covered'} onToggle={nothing} />}>
          <Txt block>
            {'有 '}
            <Txt strong className='signal'>
              4 项
            </Txt>
            可以领
          </Txt>
          <Btn kind='bare' className='link'>
            去看看
            <Icon name='chevron-right' size={18} />
          </Btn>
        </GradeCard>
      )}
    </>
  );
  return (
    <Page title='首页' nav='none' tab='home' hero={hero} tight>
      <PerkTiles>
        <PerkTile icon='parking' name='信易行' text='停车与免押' gain='首 2 小时免费' onClick={nothing} />
        <PerkTile icon='house-key' name='信易租' text='租房' gain='押金减半' onClick={nothing} />
        <PerkTile icon='sail' name='信易游' text='景区与文化' gain='门票 8 折' onClick={nothing} />
      </PerkTiles>
      <Section title='待办' more='全部 2 项' onMore={nothing}>
        <List label='待办'>
          <Item>
            <ListCell icon='handshake' iconTone='signal' bold title='1 项信用承诺快到期' desc='12 月 2 日前交履行材料，还差 1 份' onClick={nothing} />
          </Item>
          <Item>
            <ListCell icon='bike' bold title='潮汐单车授权 12 月 1 日到期' desc='续不续由你定，不影响信用' onClick={nothing} />
          </Item>
        </List>
      </Section>
      <Section title='公告' more='更多' onMore={nothing}>
        <SkeletonList rows={1} />
      </Section>
    </Page>
  );
}

const MONTHS: TrendMonth[] = ['12', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'].map((m, i) => ({
  month: `2026-${m}`,
  grade: i < 4 ? 'unrated' : i < 9 ? 'excellent' : 'exemplary',
}));
const Credit = () => (
  <Page
    title='我的信用'
    nav='none'
    tab='credit'
    hero={
      <Hero>
        <NavBar title='我的信用' tone='clear' back={false} />
        <Box className='row row--between' style={{ padding: '8px 16px 28px' }}>
          <Box>
            <Txt block className='sub'>
              公共信用
            </Txt>
            <Box className='mt4'>
              <GradeWord grade='excellent' large />
            </Box>
            <Txt block className='sub mt4'>
              按评价方案 2026 第 2 版计算
            </Txt>
          </Box>
          <TideGauge state='excellent' width={146} height={184} />
        </Box>
      </Hero>
    }
  >
    <Card>
      <GradeScale grade='excellent' />
    </Card>
    <Section title='等级是怎么来的' more='评价规则' onMore={nothing}>
      <List label='计入等级的记录'>
        <Item>
          <FactorRow
            kind='up'
            title='5 项信用承诺全部按期履行'
            desc='信用承诺及履行　区政务服务办（示例）'
            when='计到 2031 年 9 月 18 日'
            actions={[{ text: '看依据、提异议', onClick: nothing }]}
          />
        </Item>
        <Item>
          <FactorRow
            kind='open'
            title='1 条行政处罚在公示期'
            desc='区交通运输局（示例）'
            when='最晚 12 月 2 日（周三）答复'
            actions={[
              { text: '申请修复', onClick: nothing },
              { text: '我有异议', onClick: nothing },
            ]}
          />
        </Item>
        <Item>
          <FactorRow
            kind='not-counted'
            title='1 条警告，简易程序'
            desc='按规定不公示，不计入等级'
            when='行政管理'
            actions={[{ text: '查看', onClick: nothing }]}
          />
        </Item>
      </List>
    </Section>
    <Section title='近 12 个月' note='2025 年 12 月至今'>
      <Card>
        <TrendChart months={MONTHS} />
      </Card>
    </Section>
    <Section title='谁查过我' more='全部 5 次' onMore={nothing}>
      <List label='谁查过我'>
        <Item>
          <ViewerRow kind='partner' who='泊位通停车（示例）' what='停车优惠　看到“可享受”' when='14:20' onClick={nothing} />
        </Item>
        <Item>
          <ViewerRow kind='staff' who='区公共信用中心 0217 号' what='办理异议　看到 1 条行政处罚' when='15:11' onClick={nothing} />
        </Item>
      </List>
    </Section>
  </Page>
);

function Offers() {
  const [field, setField] = useState('all');
  const [only, setOnly] = useState(false);
  return (
    <Page title='权益' tab='perks' tight>
      <FilterChips
        label='领域'
        value={field}
        onChange={setField}
        options={[
          { value: 'all', text: '全部 18' },
          { value: 'go', text: '信易行' },
          { value: 'rent', text: '信易租' },
          { value: 'tour', text: '信易游' },
        ]}
      />
      <Box className='row row--between'>
        <Txt className='sub t2'>你可以领 9 项</Txt>
        <Switch id='only' label='只看可领取' checked={only} onChange={setOnly} hideLabel />
      </Box>
      <List label='权益' className='list--plain tickets'>
        <Item>
          <OfferTicket
            figure='2'
            unit='小时'
            caption='停车免费'
            title='公共停车场守信优惠'
            text='不限等级　塘沽外滩等 26 处'
            tag={{ tone: 'success', text: '可领取' }}
            note='信易行'
            onClick={nothing}
          />
        </Item>
        <Item>
          <OfferTicket
            prefix='¥'
            figure='0'
            caption='骑行押金'
            title='潮汐单车免押骑行'
            text='全区投放点　原押金 199 元'
            tag={{ tone: 'signal', text: '需授权' }}
            note='信易行'
            onClick={nothing}
          />
        </Item>
        <Item>
          <OfferTicket
            figure='8'
            unit='折'
            caption='全天门票'
            title='亲海公园与航母主题公园'
            text='守信良好起　含同行家人 2 位'
            tag={{ tone: 'success', text: '可领取' }}
            note='剩 312 张'
            onClick={nothing}
          />
        </Item>
        <Item>
          <OfferTicket
            figure='6'
            unit='折'
            caption='剧场预留席'
            title='滨海文化中心周末剧场'
            text='每周六、周日　至 1 月 31 日'
            tag={{ tone: 'line', text: '守信示范可领' }}
            note='剩 60 张'
            off
            onClick={nothing}
          />
        </Item>
        <Item>
          <OfferTicket
            figure='50'
            unit='%'
            caption='租房押金减免'
            title='滨海安居长租公寓（示例）'
            text='泰达、中新生态城 8 处房源'
            tag={{ tone: 'signal', text: '需授权' }}
            note='信易租'
            onClick={nothing}
          />
        </Item>
      </List>
    </Page>
  );
}

const QR = qrDataUrl('BH1.0123456789abcdefghijkl.58889123.7KQ4M82P');
const INFO = [
  { k: '使用地点', v: '东疆亲海公园 南门售票处' },
  { k: '有效期至', v: '2026 年 12 月 31 日' },
  { k: '还可使用', v: '1 次' },
];
const Voucher = () => (
  <Page title='我的券码' dark flush>
    <VoucherCard title='亲海公园 8 折全天票' text='含同行家人 2 位' tag={{ tone: 'success', text: '可用' }} info={INFO}>
      <DynamicQR src={QR} short='7KQ4M82P' left={22} of={30} />
    </VoucherCard>
    <Txt block className='under'>
      领了就算数，用到 12 月 31 日，以后等级变化也不受影响。没有网络也能用
    </Txt>
    <Box style={{ padding: '0 16px 16px' }}>
      <Btns>
        <Btn kind='plain' size='s' icon='location'>
          去这里
        </Btn>
        <Btn kind='plain' size='s' icon='flag'>
          商家不给用
        </Btn>
      </Btns>
    </Box>
  </Page>
);
const VoucherUsed = () => (
  <Page title='我的券码' dark flush>
    <VoucherCard title='亲海公园 8 折全天票' text='含同行家人 2 位' tag={{ tone: 'mute', text: '已核销' }} info={INFO}>
      <VoucherStamp text='已核销' when='11-25 09:38' sea />
      <Txt block className='sub t2 mt4'>
        2 位，省下 32.00 元
      </Txt>
    </VoucherCard>
  </Page>
);
const VoucherPaused = () => (
  <Page title='我的券码' dark flush>
    <VoucherCard title='亲海公园 8 折全天票' text='含同行家人 2 位' tag={{ tone: 'success', text: '可用' }}>
      <DynamicQR src={QR} short='7KQ4M82P' left={22} of={30} paused onResume={nothing} />
    </VoucherCard>
  </Page>
);

const Empty = () => (
  <Page title='我的券码'>
    <EmptyState
      full
      title='还没有券码'
      text='有 9 项权益可以领取。领取后，券码会放在这里。'
      action='去领权益'
      onAction={nothing}
      second='看用过的券'
      onSecond={nothing}
    />
  </Page>
);
const Failed = () => (
  <Page title='我的信用'>
    <ErrorState
      full
      error={{ sentence: '等级暂时没有取到', wayOut: '不是你的问题，是我们的数据服务在忙。你的信用和权益不受影响。', requestId: 'q7Yb2kPz', retryable: true }}
      onRetry={nothing}
      action='打咨询电话'
      onAction={nothing}
    />
  </Page>
);
const Offline = () => (
  <Page title='我的券码' notice={<OfflineBar text='下面是 09:20 保存的内容，联网后自动更新。' />}>
    <List label='券'>
      <Item>
        <ListCell icon='qr' bold title='亲海公园 8 折全天票' desc='没有网络也能出码' end={<StatusTag tone='success' text='可用' />} />
      </Item>
    </List>
  </Page>
);

export const SCREEN_PARTS = {
  'home-covered': () => <Home />,
  'home-open': () => <Home state='excellent' />,
  'home-exemplary': () => <Home state='exemplary' />,
  'home-good': () => <Home state='good' />,
  'home-unrated': () => <Home state='unrated' />,
  'home-off': () => <Home state='off' />,
  'home-loading': () => <Home state='loading' />,
  credit: Credit,
  offers: Offers,
  voucher: Voucher,
  'voucher-used': VoucherUsed,
  'voucher-paused': VoucherPaused,
  empty: Empty,
  failed: Failed,
  offline: Offline,
};
