// The screens of the counter, put together from the components as the mockups have them. All data is invented.
import { useState } from 'react';
import {
  ActionBar,
  AmountAsk,
  AmountSum,
  Box,
  Btn,
  Code,
  CodeKeypad,
  Item,
  List,
  NavBar,
  NoticeBar,
  Page,
  RedeemResult,
  ScanDesk,
  StatusTag,
  Title,
  TodayRow,
  Totals,
  Txt,
} from '../ui';

const nothing = () => {};

const Scan = ({ state = 'ready' }: { state?: 'ready' | 'noCamera' | 'noNetwork' }) => (
  <Page title='核销台' nav='none' flush dark>
    <ScanDesk
      nav={<NavBar title='核销台' tone='clear' back={false} />}
      shop='东疆亲海公园'
      clerk='南门售票处　店员 02 号'
      state={state}
      today={{ count: 37, relief: '1,284' }}
      onScan={state === 'noCamera' ? undefined : nothing}
      onType={nothing}
      onToday={nothing}
    />
  </Page>
);
function Confirm() {
  const [heads, setHeads] = useState(2);
  return (
    <Page
      title='确认核销'
      tight
      className='conf'
      barRows={2}
      bar={
        <ActionBar>
          <Btn size='xl' block>
            收 128.00，确认核销
          </Btn>
          <Btn kind='text' block className='mt1'>
            取消，马上放开这张券
          </Btn>
        </ActionBar>
      }
    >
      <StatusTag tone='success' large text='券码有效，已锁定 10 分钟' />
      <Title className='mt3'>亲海公园 8 折全天票</Title>
      <Txt block className='conf__who'>
        李*宁　最多 3 位（本人和同行家人 2 位）
      </Txt>
      <Box className='mt3'>
        <AmountAsk kind='count' title='今天来几位' note='每位 80.00' value={heads} max={3} onChange={setHeads} />
      </Box>
      <Box className='mt3'>
        <AmountSum
          rows={[
            { k: '原价　80.00 × 2', v: '160.00' },
            { k: '守信优惠', v: '−32.00', kind: 'off' },
            { k: '应收（元）', v: '128.00', kind: 'pay' },
          ]}
        />
      </Box>
      <NoticeBar className='mt3'>先收款，再确认。没来的 1 位不扣次数。</NoticeBar>
    </Page>
  );
}
function Bill() {
  const [bill, setBill] = useState('268.00');
  return (
    <Page title='确认核销' tight className='conf'>
      <AmountAsk kind='amount' title='账单金额（元）' note='只填能打折的部分' value={bill} onChange={setBill} />
    </Page>
  );
}
const Success = () => (
  <Page title='核销完成' nav='none' flush>
    <RedeemResult
      nav={<NavBar title='核销完成' tone='clear' back={false} />}
      kind='success'
      title='核销成功'
      pay='128.00'
      meta={[
        { k: '权益', v: '亲海公园 8 折全天票' },
        { k: '人数', v: '2 位，让利 32.00' },
        { k: '时间', v: '09:38:08' },
      ]}
      action='继续扫下一位'
      note='8 秒后自动返回扫码'
      onAction={nothing}
    />
  </Page>
);
const Refused = () => (
  <Page title='无法核销' nav='none' flush>
    <RedeemResult
      nav={<NavBar title='无法核销' tone='clear' back={false} />}
      kind='stop'
      title='不能核销'
      say='这个码刚刚已经用过'
      meta={[
        { k: '权益', v: '亲海公园 8 折全天票' },
        { k: '使用时间', v: '今天 09:38:08' },
        { k: '使用地点', v: '本店 南门售票处' },
      ]}
      more='请市民刷新券码再扫一次'
      action='重新扫码'
      onAction={nothing}
    />
  </Page>
);
const Released = () => (
  <Page title='已取消' nav='none' flush>
    <RedeemResult
      nav={<NavBar title='已取消' tone='clear' back={false} />}
      kind='back'
      title='已放开'
      say='券马上可以在任何窗口再用'
      action='继续扫下一位'
      onAction={nothing}
    />
  </Page>
);
function Keypad() {
  const [code, setCode] = useState('7KQ4M');
  return (
    <Page
      title='输入券码'
      tight
      bar={
        <ActionBar>
          <Btn size='xl' block disabled={code.length < 8}>
            {code.length < 8 ? `还差 ${8 - code.length} 位` : '核对这张券'}
          </Btn>
        </ActionBar>
      }
    >
      <Txt block className='t2'>
        请市民报出二维码下方的 8 位
      </Txt>
      <Box className='mt4'>
        <Code value={code} typing />
      </Box>
      <NoticeBar className='mt4'>为避免看错，券码不含 0、O、1、I。</NoticeBar>
      <Box className='mt4'>
        <CodeKeypad value={code} onChange={setCode} />
      </Box>
    </Page>
  );
}
const Today = () => (
  <Page title='今日核销' tight>
    <Totals
      items={[
        { n: '37', t: '已核销' },
        { n: '1,284', t: '让利（元）' },
        { n: '1', t: '已撤销' },
      ]}
    />
    <List label='今日核销' className='mt3'>
      <Item>
        <TodayRow time='09:38' title='亲海公园 8 折全天票' text='李*宁　2 位　店员 02 号' amount='−32.00' onClick={nothing} />
      </Item>
      <Item>
        <TodayRow time='09:20' title='亲海公园 8 折全天票' text='王*梅　3 位中撤销 1 位' amount='−32.00' tag='部分撤销' />
      </Item>
    </List>
  </Page>
);
export const COUNTER_PARTS = {
  scan: () => <Scan />,
  'scan-typed': () => <Scan state='noCamera' />,
  'scan-offline': () => <Scan state='noNetwork' />,
  confirm: Confirm,
  bill: Bill,
  success: Success,
  refused: Refused,
  released: Released,
  keypad: Keypad,
  today: Today,
};
