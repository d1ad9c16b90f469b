import { REPORT_PURPOSES, type ReportPurpose } from '@binhai/shared/contract/report';
import { isOffered, PURPOSE_MOST } from '@binhai/shared/rules/report';
import { codePoints } from '@binhai/shared/text/fold';
import { useState } from 'react';
import { report, choose as words } from '../../../copy/report';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { type ReportChoices, useReports } from '../../../stores/reports';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Card, Choice, Fetched, Field, FilterChips, Icon, InlineError, NoticeBar, Switch, Title, Txt } from '../../../ui';
import './index.scss';

const PURPOSES = REPORT_PURPOSES.map((value) => ({ value, text: words.purposes[value] }));
interface Picked {
  purpose: ReportPurpose | '';
  text: string;
  classes: readonly string[];
  looks: boolean;
  grade: boolean;
}
/** Nothing is chosen beforehand: the least that somebody needs is what they put in themselves. */
const NOTHING: Picked = { purpose: '', text: '', classes: [], looks: false, grade: false };
type Wrong = { purpose?: string; text?: string; classes?: string };
function wrongWith({ purpose, text, classes, looks }: Picked): Wrong {
  const length = codePoints(text.trim()).length;
  const unfit = purpose === 'other' && (length < 2 || length > PURPOSE_MOST || /\s/.test(text.trim()));
  return {
    ...(purpose === '' && { purpose: words.noPurpose }),
    ...(unfit ? { text: words.otherMissing } : purpose === 'other' && !isOffered(text) ? { text: words.refused } : {}),
    ...(classes.length === 0 && !looks && { classes: words.nothing }),
  };
}
type Form = { picked: Picked; wrong: Wrong; pick: (change: Partial<Picked>) => void };
const Said = ({ text }: { text: string | undefined }) =>
  text ? (
    <Box className='field__err mt2' role='alert'>
      <Icon name='alert' size={18} />
      <Txt>{text}</Txt>
    </Box>
  ) : null;

function Choosing({ all, form: { picked, wrong, pick } }: { all: ReportChoices; form: Form }) {
  const toggle = (code: string, on: boolean) => pick({ classes: on ? [...picked.classes, code] : picked.classes.filter((c) => c !== code) });
  return (
    <>
      <Title level={3}>{words.purpose}</Title>
      <Box className='mt2'>
        <FilterChips label={words.purpose} options={PURPOSES} value={picked.purpose as ReportPurpose} onChange={(purpose) => pick({ purpose })} />
      </Box>
      <Txt block className='cap muted mt2'>
        {words.purposeHint}
      </Txt>
      <Said text={wrong.purpose} />
      {picked.purpose === 'other' && (
        <Field
          className='mt3'
          id='purpose-text'
          label={words.other}
          hint={words.otherHint}
          value={picked.text}
          maxLength={PURPOSE_MOST * 2}
          error={wrong.text}
          onChange={(text) => pick({ text })}
        />
      )}
      <Box className='row row--between mt5'>
        <Title level={3}>{words.classes}</Title>
        <Txt className='sub muted'>{words.least}</Txt>
      </Box>
      <Box className='list mt2' role='group' label={words.classes}>
        {all.classes.map((c) => (
          <Box key={c.classCode} className='rc__row'>
            <Choice
              id={`class-${c.classCode}`}
              kind='checkbox'
              className='rc__choice'
              label={c.title}
              checked={picked.classes.includes(c.classCode)}
              onChange={(on) => toggle(c.classCode, on)}
            />
            <Txt className='rc__n'>{words.items(c.items)}</Txt>
          </Box>
        ))}
        <Box className='rc__row'>
          <Choice id='looks' kind='checkbox' className='rc__choice' label={words.looks} checked={picked.looks} onChange={(looks) => pick({ looks })} />
          <Txt className='rc__n'>{words.times(all.looks.items, all.looks.more)}</Txt>
        </Box>
      </Box>
      <Said text={wrong.classes} />
      <Box className='list mt3'>
        <Switch
          id='grade'
          label={words.grade}
          desc={all.grade ? words.gradeHint : words.gradeNone}
          checked={picked.grade}
          disabled={!all.grade}
          onChange={(grade) => pick({ grade })}
        />
      </Box>
      <Card className='mt3'>
        <Title level={3}>{words.never}</Title>
        <Txt block className='sub t2 mt1'>
          {words.neverText}
        </Txt>
      </Card>
      <NoticeBar className='mt3'>{words.often}</NoticeBar>
    </>
  );
}
function Loaded({ form }: { form: Form }) {
  const { data, error } = useReports((s) => s.choices);
  const load = useReports((s) => s.loadChoices);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(all) => <Choosing all={all} form={form} />}
    </Fetched>
  );
}

/** 24#choose: what for, and which classes; the grade is off by default. */
export default function ReportChoose() {
  const at = useStanding('high');
  const all = useReports((s) => s.choices.data);
  const [picked, setPicked] = useState(NOTHING);
  const [wrong, setWrong] = useState<Wrong>({});
  const pick = (change: Partial<Picked>) => {
    setPicked((old) => ({ ...old, ...change }));
    setWrong({});
  };
  const make = useAction(async () => {
    const found = wrongWith(picked);
    setWrong(found);
    const { purpose, text, classes, looks, grade } = picked;
    if (purpose === '' || Object.keys(found).length > 0) return;
    const id = await useReports.getState().make({ purpose, classes: [...classes], looks, grade, ...(purpose === 'other' && { purposeText: text.trim() }) });
    await replace(PAGES.report, { id });
  });
  const bar = at === 'ready' && all && (
    <ActionBar note={report.left(all.left, all.leftOf)}>
      {make.error && <InlineError error={make.error} />}
      <Btn id='make' block busy={make.busy} disabled={all.left === 0} onClick={() => void make.run()}>
        {words.submit}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='high'>{() => <Loaded form={{ picked, wrong, pick }} />}</Gate>
    </Screen>
  );
}
