import { useState } from 'react';
import {
  Box,
  Btn,
  Card,
  CheckRow,
  Choice,
  ConsentSheet,
  Field,
  GradeBadge,
  Icon,
  InlineError,
  Item,
  List,
  NoticeBar,
  Page,
  Pairs,
  PublicityBar,
  PublicResult,
  RatingBadge,
  RecordCard,
  RecordGroup,
  Section,
  Segment,
  StatusTag,
  StepBar,
  Stepper,
  Switch,
  TideGauge,
  Timeline,
  Title,
  Toast,
  Verdict,
} from '../ui';
import { ICONS } from '../ui/icon-names';

const nothing = () => {};
const Foundations = () => (
  <Page title='设计基础' sandbox='沙箱：短信不会真的发出'>
    <Title>等级、状态、按钮</Title>
    <Box className='row row--wrap mt3'>
      <GradeBadge grade='exemplary' />
      <GradeBadge grade='excellent' />
      <GradeBadge grade='good' />
      <GradeBadge grade='unrated' />
    </Box>
    <Box className='row row--wrap mt3'>
      <RatingBadge rating='a' />
      <RatingBadge rating='b' />
      <RatingBadge rating='c' />
      <RatingBadge rating='d' />
    </Box>
    <Box className='row row--wrap mt3'>
      <StatusTag tone='success' text='可领取' />
      <StatusTag tone='line' text='守信示范可领' />
      <StatusTag tone='signal' text='需授权' />
      <StatusTag tone='info' text='办理中' />
      <StatusTag tone='warn' text='已过期' />
      <StatusTag tone='danger' text='请检查' />
      <StatusTag tone='mute' text='已核销' />
      <StatusTag tone='solid' text='已开通' />
    </Box>
    <Box className='row row--wrap mt3'>
      <Btn>主要操作</Btn>
      <Btn kind='ghost'>次要操作</Btn>
      <Btn kind='quiet'>轻操作</Btn>
      <Btn kind='signal'>去补材料</Btn>
      <Btn kind='danger'>立即作废</Btn>
      <Btn disabled>不可用</Btn>
      <Btn busy>正在提交</Btn>
      <Btn kind='text' icon='phone'>
        打咨询电话
      </Btn>
    </Box>
    <Box className='row row--wrap mt3'>
      <TideGauge state='exemplary' width={122} height={150} />
      <TideGauge state='excellent' width={122} height={150} />
      <TideGauge state='good' width={122} height={150} />
      <TideGauge state='unrated' width={122} height={150} />
      <TideGauge state='covered' width={122} height={150} />
      <TideGauge state='off' width={122} height={150} />
      <TideGauge state='loading' width={122} height={150} />
    </Box>
    <Section title='图标'>
      <Box className='row row--wrap'>
        {ICONS.map((name) => (
          <Icon key={name} name={name} />
        ))}
      </Box>
    </Section>
  </Page>
);
function Form() {
  const [text, setText] = useState('');
  const [on, setOn] = useState(true);
  const [pick, setPick] = useState('a');
  const [days, setDays] = useState(1);
  const [tab, setTab] = useState('one');
  return (
    <Page title='表单' overlay={<Toast text='已复制' icon='check' />}>
      <StepBar steps={['填写', '核对', '完成']} current={1} />
      <Box className='mt4'>
        <Field id='f-phone' label='手机号' type='tel' value={text} onChange={setText} placeholder='11 位手机号' maxLength={11} />
        <Field
          id='f-code'
          label='验证码'
          type='code'
          value='12'
          onChange={nothing}
          error='验证码是 6 位数字'
          suffix={
            <Btn kind='text' size='s'>
              获取验证码
            </Btn>
          }
        />
        <Field id='f-why' label='原因' optional multiline value='' onChange={nothing} placeholder='写清时间、地点' />
        <Field id='f-off' label='证件类型' value='居民身份证' onChange={nothing} disabled />
      </Box>
      <List label='设置' className='mt4'>
        <Item>
          <Switch id='s-care' label='关怀版' desc='字更大，更好找' checked={on} onChange={setOn} />
        </Item>
        <Item>
          <Switch id='s-off' label='到期提醒' checked={false} onChange={nothing} disabled />
        </Item>
      </List>
      <Box className='list mt4' role='radiogroup' label='哪种情况'>
        <Choice id='c-a' kind='radio' name='c' label='说不参加、不认这张券' checked={pick === 'a'} onChange={() => setPick('a')} />
        <Choice id='c-b' kind='radio' name='c' label='扫了券，还是按原价收' checked={pick === 'b'} onChange={() => setPick('b')} />
        <Choice id='c-c' kind='checkbox' label='我已看过上面的内容' desc='不勾选不影响信用' checked={on} onChange={setOn} />
      </Box>
      <Box className='mt4 row row--between'>
        <Stepper label='天数' unit='天' value={days} min={1} max={30} onChange={setDays} />
      </Box>
      <Box className='mt4'>
        <Segment
          label='公示种类'
          value={tab}
          onChange={setTab}
          options={[
            { value: 'one', text: '行政许可' },
            { value: 'two', text: '行政处罚' },
            { value: 'three', text: '守信激励名单' },
          ]}
        />
      </Box>
      <Box className='mt4'>
        <InlineError error={{ sentence: '网络没有连上', wayOut: '看看手机网络，再试一次。', retryable: true }} onRetry={nothing} />
      </Box>
    </Page>
  );
}
const Lists = () => (
  <Page title='列表与进度'>
    <NoticeBar tone='success'>已经提交，5 个工作日内答复。</NoticeBar>
    <NoticeBar tone='warn' className='mt2'>
      还需要补 1 份材料。
    </NoticeBar>
    <NoticeBar tone='danger' className='mt2'>
      有人用你的身份登录过，可以马上冻结。
    </NoticeBar>
    <NoticeBar tone='plain' className='mt2'>
      这里公示法人和其他组织。
    </NoticeBar>
    <Section title='资格核对'>
      <List label='资格核对'>
        <Item>
          <CheckRow met='ok' title='已实名' hint='11 月 3 日核对' />
        </Item>
        <Item>
          <CheckRow met='wait' title='同意让对方知道你达到条件' action='看看对方会知道什么' onAction={nothing} />
        </Item>
        <Item>
          <CheckRow met='no' title='守信示范可领' hint='你现在是守信优良' action='怎样到' onAction={nothing} />
        </Item>
      </List>
    </Section>
    <Section title='进度'>
      <Card>
        <Timeline
          moments={[
            { title: '提交', state: 'done', when: '11 月 18 日' },
            { title: '认定单位核对', state: 'now', when: '最晚 12 月 2 日（周三）', text: '区交通运输局（示例）' },
            { title: '补材料', state: 'overdue', text: '已过期限，仍可提交' },
            { title: '结果', state: 'todo' },
          ]}
        />
      </Card>
    </Section>
    <Section title='公示期'>
      <Card>
        <PublicityBar
          label='7 月 2 日首次公示，10 月 2 日满最短 3 个月，最长到 2027 年 7 月 2 日'
          passed={0.4}
          shortest={0.25}
          start='7 月 2 日公示'
          shortestEnd='10 月 2 日满 3 个月'
          end='最长到 2027 年 7 月'
        />
      </Card>
    </Section>
    <Section title='公示结果'>
      <List label='公示结果'>
        <Item>
          <PublicResult
            name='示例海门港机设备（天津）有限公司'
            mark='海门港机'
            code='91120116MA05J2QX6G（示例）'
            tag={{ tone: 'success', text: '有效', icon: false }}
            rows={[
              { k: '许可名称', v: '特种设备生产单位许可（起重机械）' },
              { k: '决定机关', v: '滨海新区政务服务办（示例）' },
              { k: '有效期至', v: '2030 年 11 月 11 日' },
            ]}
            actions={[
              { text: '看详情', onClick: nothing },
              { text: '我有异议', onClick: nothing },
            ]}
          />
        </Item>
      </List>
    </Section>
    <RecordGroup icon='flag' title='行政管理' count='3 条'>
      <List label='行政管理'>
        <Item>
          <RecordCard
            title='行政处罚，一般程序'
            lines={['未取得许可从事网约车经营', '区交通运输局（示例）']}
            tag={{ tone: 'info', text: '异议处理中' }}
            onClick={nothing}
          />
        </Item>
        <Item>
          <RecordCard title='行政处罚，警告' lines={['简易程序，不公示、不计入']} tag={{ tone: 'mute', text: '不计入', icon: false }} />
        </Item>
      </List>
    </RecordGroup>
    <Box className='list mt4'>
      <Pairs
        lines
        rows={[
          { k: '目录类别', v: '行政管理 › 行政处罚（一般程序）' },
          { k: '首次公示', v: '2026 年 7 月 2 日' },
        ]}
      />
    </Box>
    <Box className='mt4'>
      <Verdict kind='pass' title='可享受押金减半' text='王* 的凭证　12 月 1 日前有效' />
    </Box>
    <Box className='mt4'>
      <Verdict kind='void' />
    </Box>
  </Page>
);
function Consent() {
  const [agreed, setAgreed] = useState(false);
  return (
    <Page
      title='公共停车场守信优惠'
      overlay={
        <ConsentSheet
          title='让泊位通知道你达到条件'
          recipient='泊位通停车（示例）'
          contact='022-0000-0001'
          seen={['你达到这项权益的条件', '券码和使用时间']}
          unseen={['你的具体等级', '任何记录、姓名和证件号']}
          purpose='核对停车优惠，只在你用券时'
          until='用到券到期，最长 90 天'
          rights='随时可以在“授权”里撤回；可查、可投诉'
          tick={<Choice id='consent-tick' kind='checkbox' label='我同意泊位通按上面的范围使用' checked={agreed} onChange={setAgreed} />}
          agreed={agreed}
          onAgree={nothing}
          onRefuse={nothing}
        />
      }
    >
      {null}
    </Page>
  );
}
export const CONTROL_PARTS = { foundations: Foundations, form: Form, lists: Lists, consent: Consent };
