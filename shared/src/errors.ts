import { type ErrorEntry, refuse } from './refusal.js';
import { TRAVEL_ERRORS } from './travel-errors.js';

/**
 * Every refusal the server can utter. `say` is the sentence a citizen reads, `way` the way out; both may be shown as they are.
 * `retry`: the same request may succeed later without a change by the caller. Codes are stable: they are never renamed, only added.
 */
const COMMON = {
  input_invalid: refuse(400, '填写的内容有误', '按提示改好标出的地方，再提交一次'),
  body_too_large: refuse(413, '提交的内容太大', '减少内容后再提交'),
  media_unsupported: refuse(415, '不支持这种内容格式', '请用 JSON 格式提交'),
  path_unknown: refuse(404, '没有这个地址', '回到首页，从菜单进入'),
  method_unsupported: refuse(405, '这个地址不支持这种操作', '刷新页面后再试'),
  flood_limited: refuse(429, '操作太快了', '过几秒再试', true),
  client_too_old: refuse(426, '当前版本太旧，不能继续使用', '更新到最新版本后再打开'),
  service_busy: refuse(503, '不是你的问题，是我们的数据服务在忙', '过一会儿再试，已填的内容不会丢', true),
  service_failed: refuse(500, '不是你的问题，是我们的服务出了差错', '再试一次；还不行就把编号告诉咨询电话', true),
} satisfies Record<string, ErrorEntry>;

const AUTH = {
  auth_required: refuse(401, '这一步需要先登录', '登录后会回到这里'),
  auth_token_invalid: refuse(401, '登录已失效', '请重新登录'),
  auth_forbidden: refuse(403, '当前身份不能办这件事', '切换到有这项权限的身份，或换一个账号登录'),
  auth_code_wrong: refuse(400, '验证码不对', '核对短信里的 6 位数字；超过 5 次要重新获取'),
  auth_code_expired: refuse(400, '验证码已失效', '重新获取一个验证码'),
  auth_code_too_soon: refuse(429, '刚刚发过验证码', '60 秒后可以再次获取，之前的验证码仍然有效', true),
  auth_code_limit: refuse(429, '今天获取验证码的次数已用完', '明天再试，或用微信登录', true),
  auth_attempts_limit: refuse(429, '尝试次数太多', '过 15 分钟再试', true),
  auth_wechat_code_invalid: refuse(400, '微信登录凭证已失效', '点一下“微信登录”再试'),
  auth_wechat_busy: refuse(503, '微信登录暂时繁忙', '过一分钟再试，或用手机号登录', true),
  auth_wechat_blocked: refuse(403, '微信暂时不允许这个账号登录', '请改用手机号登录'),
  auth_staff_refused: refuse(403, '账号、验证码或动态口令不对', '核对后重新输入；没有开通过的请联系本单位管理员'),
  auth_refresh_invalid: refuse(401, '登录已过期', '请重新登录'),
  auth_refresh_reused: refuse(401, '为了安全，这台设备已退出登录', '请重新登录；如果不是你本人操作，请在“我的设备”里退出全部设备'),
  auth_device_unknown: refuse(404, '没有找到这台设备', '刷新设备列表后再试'),
  auth_membership_unknown: refuse(404, '没有找到这个身份', '刷新身份列表后再试'),
  auth_frozen: refuse(403, '这个账号已冻结', '请带身份证件到服务窗口核对身份'),
} satisfies Record<string, ErrorEntry>;

const IDENTITY = {
  identity_number_invalid: refuse(400, '证件号码不对', '对照证件逐位核对；末位是 X 的也要填'),
  identity_name_invalid: refuse(400, '姓名不对', '按证件上的姓名填写'),
  identity_minor: refuse(403, '这项服务只对年满 18 周岁的人开放', '满 18 周岁后再来办理；公示、政策和活动现在就能看'),
  identity_mismatch: refuse(400, '姓名和证件号码对不上', '对照证件核对姓名和号码；更换过证件的可到窗口核对'),
  identity_taken: refuse(409, '这个身份已经绑定了另一个账号', '用原来的账号登录；登不上或者被人冒用，可到窗口核对'),
  identity_bound: refuse(409, '这个账号已经实名，不能改成另一个人', '换一个账号登录；信息有误的可到窗口更正'),
  identity_join_none: refuse(409, '没有别的账号用过这个身份', '回到实名认证，直接填写姓名和证件号码'),
  identity_join_unproven: refuse(409, '那个账号还没有核验是你本人，不能合并', '用那个账号登录，做一次高级认证再来；登不上的带身份证件到服务窗口'),
  identity_basic_required: refuse(403, '先完成实名认证', '填写姓名和证件号码，约 1 分钟'),
  identity_high_required: refuse(403, '这一步需要先核验是你本人', '选一种方式完成高级实名，这台设备只需要一次'),
  step_up_needed: refuse(403, '这一步要再确认一次是你本人', '重新做一次高级认证，完成后会回到这里，接着办'),
  identity_case_unknown: refuse(404, '没有找到这个冻结的账号', '回到列表刷新后再看'),
  identity_case_closed: refuse(409, '这一步已经有人办过', '刷新后看现在到哪一步'),
  identity_case_own: refuse(403, '自己提的意见要由另一个人复核', '请另一位同事复核'),
  identity_case_none: refuse(404, '没有账号用过这个证件号码', '对照证件再核对一遍；没有账号就不用冻结'),
  identity_phone_taken: refuse(409, '这个手机号已经是另一个人的账号', '请当事人换一个自己的手机号'),
  identity_ticket_invalid: refuse(400, '核验没有完成或已过期', '重新发起一次核验'),
  identity_service_down: refuse(503, '实名核验服务暂时连不上', '过一会儿再试；不看等级的优惠可以先浏览', true),
} satisfies Record<string, ErrorEntry>;

const CREDIT = {
  credit_not_open: refuse(409, '个人信用等级服务还没有开放', '不看等级的优惠照常可以领'),
  credit_not_opted_in: refuse(409, '你还没有开通个人信用等级服务', '想看等级可以开通；不开通不影响信用，也不影响其他服务'),
  credit_choice_unknown: refuse(409, '你的记录有更新，这几件事要重新选', '刷新这一页再选'),
  credit_record_unknown: refuse(404, '没有找到这条记录', '回到全部记录重新打开'),
} satisfies Record<string, ErrorEntry>;

const REPORT = {
  report_nothing_chosen: refuse(400, '还没有选内容', '至少选一类，只选对方要的'),
  report_purpose_refused: refuse(400, '报告不用于租房、招聘、贷款、婚恋', '对方不能要求你出示；被强迫出示的，可以投诉'),
  report_day_limit: refuse(429, '今天的 5 份已经用完', '明天 0 点后再来；今天做好的在“我的报告”里，可以反复下载'),
  report_request_reused: refuse(409, '这个请求编号已经用在另一份报告上', '回到上一步，重新选内容再生成'),
  report_unknown: refuse(404, '没有找到这份报告', '刷新“我的报告”再试'),
  report_not_ready: refuse(409, '这份报告还没做好', '等生成完成后再试，一般不到一分钟', true),
  report_over: refuse(409, '这份报告已撤销或过了可验真日期', '需要的话重新出一份'),
  report_verify_limit: refuse(429, '验真太频繁', '过几分钟再试', true),
} satisfies Record<string, ErrorEntry>;

const SCHEME = {
  scheme_unknown: refuse(404, '没有找到这份方案', '回到列表重新打开'),
  scheme_wrong_state: refuse(409, '方案现在不在这一步', '刷新后看它到了哪一步'),
  scheme_changed: refuse(409, '方案刚刚被别人改过', '刷新后看过新的内容再办'),
  scheme_same_person: refuse(409, '起草、法制审核、审批须是三个人', '请没有经手过的同事办这一步'),
  scheme_trial_needed: refuse(409, '要先试算现在这份草案', '试算完成后再送审'),
  scheme_persona_fails: refuse(409, '有人靠人人能做到的事到不了守信良好', '看试算里标出的人，改好条件再试算'),
  scheme_consultation_open: refuse(409, '公开征求意见还没有结束', '结束的第二天起可以送审批'),
  scheme_unanswered: refuse(409, '还有意见没有答复', '逐条答复后再送审批'),
  scheme_date_early: refuse(409, '日期太早', '按页面上写明的最早日期改'),
  scheme_denied_factor: refuse(400, '这里用到了不能作为因素的内容', '去掉标出的内容；职业、雇主、学历、户籍等永远不作因素'),
  scheme_consultation_closed: refuse(409, '征求意见已经结束', '意见和答复仍然可以看'),
  scheme_comment_changed: refuse(409, '这条意见刚刚被提出人改过', '看过新的内容再答复'),
} satisfies Record<string, ErrorEntry>;

const CONSENT = {
  consent_required: refuse(403, '这一步需要你的授权', '看清接收方和用途后，由你决定是否同意'),
  consent_text_outdated: refuse(409, '授权书有更新', '请看过新的授权书再决定'),
  consent_ends_more: refuse(409, '会一起取消的券有变化', '再看一遍会取消哪些券，由你决定'),
  consent_not_renewable: refuse(409, '这项授权不在这里续', '已经结束的，用到时会重新问你；等级服务和实名在各自的页面办理'),
  consent_unknown: refuse(404, '没有找到这项授权', '刷新授权列表后再试'),
} satisfies Record<string, ErrorEntry>;

const PERK = {
  perk_offer_unknown: refuse(404, '没有找到这项权益', '回到权益列表看看其他的'),
  perk_offer_changed: refuse(409, '这项权益的条款刚刚更新', '看过新的条款再领'),
  perk_not_started: refuse(409, '这项权益还没开始', '到开始那天再来领'),
  perk_ended: refuse(409, '这项权益已经结束', '看看其他可以领的权益'),
  perk_paused: refuse(409, '这项权益暂停领取', '恢复后再来领；已领的券不受影响'),
  perk_sold_out: refuse(409, '已经领完了', '看看其他可以领的权益'),
  perk_day_sold_out: refuse(409, '今天的名额已经领完', '明天再来领'),
  perk_person_limit: refuse(409, '你领的次数已到上限', '已领的券在“我的券”里'),
  perk_not_eligible: refuse(409, '现在还不能领这项权益', '权益详情里逐条写了条件和怎么做到'),
} satisfies Record<string, ErrorEntry>;

const OFFER = {
  offer_unknown: refuse(404, '没有找到这项权益', '回到列表重新打开'),
  offer_wrong_state: refuse(409, '这项权益现在不在这一步', '刷新后看它到了哪一步'),
  offer_changed: refuse(409, '这项权益刚刚被别人改过', '刷新后看过新的内容再办'),
  offer_incomplete: refuse(400, '还有内容没填好', '按提示补齐标出的地方再提交'),
  offer_same_person: refuse(409, '写的人和审批的人不能是同一个人', '请没有写过这份草稿的同事审批'),
  offer_checks_missing: refuse(400, '审批要点还没有逐项核对', '逐项看过并打勾后再公布'),
  offer_paused_by_centre: refuse(409, '是信用中心暂停的，商户不能自己恢复', '联系区公共信用中心，说明整改情况'),
  offer_grade_floor: refuse(409, '同一商户同一用途只能有一个最低等级', '改成和在用的那项、和单位登记的用途一样，或先结束那一项'),
  offer_draft_open: refuse(409, '这项权益已经有一份草稿', '打开那一份接着改'),
} satisfies Record<string, ErrorEntry>;

/** 免押. The first ones a resident reads, those from `deposit_code_refused` on an operator's developers. */
const DEPOSIT = {
  deposit_service_unknown: refuse(404, '没有找到这家运营方', '回到运营方的 App 重新打开；仍然不行，告诉运营方'),
  deposit_redirect_unknown: refuse(400, '这个链接不是运营方登记过的，我们没有打开它', '从运营方的 App 重新进入，不要用别人发来的链接'),
  deposit_not_eligible: refuse(409, '现在还不能免押', '条件逐条写在页面上；按普通条件付押金也能使用'),
  deposit_authorisation_unknown: refuse(404, '没有找到这项免押授权', '回到免押授权的列表看看'),
  deposit_code_refused: refuse(400, '授权码不对', '核对授权码、回跳地址和 PKCE 校验值，都要和发起时的一致'),
  deposit_code_spent: refuse(409, '授权码已经用过', '授权码只能换一次；需要时请用户重新授权'),
  deposit_code_expired: refuse(409, '授权码已失效', '授权码 5 分钟内有效；请用户重新授权'),
  deposit_time_wrong: refuse(400, '时间不对', '核对时钟：不晚于现在 10 分钟，开始不早于 24 小时前，结束不早于开始'),
  deposit_order_conflict: refuse(409, '这个单号报过不同的内容', '同一单号只报一次开始和一个结束时间；押金解除后不能改回'),
  deposit_order_unknown: refuse(409, '没有这一单的开始', '先报开始；开始得到“请按普通条件办理”的，不用再报'),
} satisfies Record<string, ErrorEntry>;

const PARKING = {
  parking_plate_invalid: refuse(400, '车牌号不对', '对照行驶证逐位核对；新能源车牌是 8 位'),
  parking_plate_special: refuse(400, '这种车牌不在停车优惠范围内', '教练车、警车、挂车、使领馆和港澳车牌照常停车，按普通条件付费'),
  parking_plate_limit: refuse(409, '已有 3 个车牌，不能再加', '先解绑一个不用的，再添加'),
  parking_plate_taken: refuse(409, '这个车牌已经有人登记', '车是你的，就核实一次；核实后归你，对方会被告知'),
  plate_proof_unknown: refuse(404, '没有找到这件车牌核实', '回到列表刷新后再看'),
  plate_proof_closed: refuse(409, '这件已经有人复核过', '刷新后看结果'),
  plate_proof_own: refuse(403, '这件要由另一个人办', '自己受理的、自己的车，请另一位同事办'),
  plate_proof_no_account: refuse(404, '没有账号用过这个证件号码', '请车主先登录并实名，再到窗口核实'),
  parking_plate_unknown: refuse(404, '没有找到这个车牌', '刷新“我的车”再试'),
  parking_operator_unknown: refuse(404, '没有找到这家停车场', '刷新后重新勾选'),
  parking_too_many_tries: refuse(429, '今天试的次数太多', '明天再试；急用的带行驶证到服务窗口', true),
  parking_not_owner: refuse(409, '行驶证姓名和你的实名不一致', '车在家人名下的，请本人登记；刚过户的带行驶证到服务窗口'),
  parking_claim_open: refuse(409, '这个车牌正在等原车主答复', '7 天内没有答复就归先核实的人；急用的带行驶证到服务窗口'),
  parking_doubt_gone: refuse(409, '两处停车的情况有变化', '刷新后再看是否还要选'),
  parking_bill_unknown: refuse(404, '没有找到这笔停车费', '刷新后再试'),
  parking_bill_changed: refuse(409, '这笔停车费的金额有变化', '看过新的金额再付'),
  parking_payment_failed: refuse(409, '没有付成', '换一种付款方式再试，不会重复扣款', true),
  parking_lot_unknown: refuse(404, '这不是你们登记过的停车场', '核对停车场编号；新开的停车场先到合作方登记'),
  parking_clock_ahead: refuse(400, '岗亭的时钟快了 10 分钟以上', '校准时钟后用同一编号重发'),
  parking_order_conflict: refuse(409, '这个单号已经是另一次停车', '一次停车一个单号；核对后重发'),
  parking_service_down: refuse(503, '对方的服务暂时连不上', '过一会儿再试；停车优惠不受影响', true),
} satisfies Record<string, ErrorEntry>;

const VOUCHER = {
  voucher_suspended: refuse(409, '这张券现在不能用', '请顾客带身份证件到服务窗口核对；按普通条件结账'),
  voucher_unknown: refuse(404, '没有找到这张券', '请顾客打开“我的券”，出示实时券码'),
  voucher_code_wrong: refuse(400, '券码不对', '请顾客出示手机上的实时券码，或核对 8 位码'),
  voucher_code_stale: refuse(409, '券码已过期', '请顾客出示手机上的实时券码，截图不能用；手机时间不准的，联网打开一次就会校准'),
  voucher_code_spent: refuse(409, '这个券码已经扫过', '等顾客手机换出下一个码再扫'),
  voucher_used: refuse(409, '这张券已经核销过', '可以在顾客手机上看核销时间和门店'),
  voucher_reversed: refuse(409, '这张券的核销已撤销', '需要再用的，请顾客重新领取'),
  voucher_expired: refuse(409, '这张券已过有效期', '按普通条件结账'),
  voucher_not_started: refuse(409, '这张券还没到使用日期', '请顾客到可用日期再来'),
  voucher_outside_hours: refuse(409, '现在不在这张券的可用时段', '请顾客在券上写明的时段来'),
  voucher_cancelled: refuse(409, '这张券已取消', '按普通条件结账'),
  voucher_wrong_shop: refuse(409, '这张券不能在本店用', '请顾客看券上的使用地点'),
  voucher_locked: refuse(409, '这张券正在另一台终端核销', '在那台终端完成或取消；10 分钟后自动放开', true),
  voucher_lock_lost: refuse(409, '这次锁定已失效', '请重新扫码'),
  voucher_amount_invalid: refuse(400, '金额或人数不对', '按收银小票填写'),
  voucher_not_reversible: refuse(409, '这笔核销不能撤销', '只有已核销的部分可以撤销'),
  voucher_reverse_late: refuse(409, '已超过 24 小时，不能撤销', '请联系区公共信用中心处理'),
  voucher_in_use: refuse(409, '这张券正在核销，不能取消', '等店员完成或取消后再试', true),
} satisfies Record<string, ErrorEntry>;

const COUNTER = {
  counter_request_reused: refuse(409, '这个请求编号已经用在另一笔业务上', '请重新扫码，不要重复使用旧的编号'),
  clerk_invite_foreign: refuse(400, '这不是店员邀请码', '请店长打开“店员”，出示邀请码'),
  clerk_invite_unknown: refuse(404, '没有找到这个邀请', '对照店长的屏幕再输一次，或请店长重新出示'),
  clerk_invite_expired: refuse(409, '这个邀请过了半小时，已失效', '请店长重新出示一个'),
  clerk_invite_used: refuse(409, '这个邀请已经用过', '一个邀请只给一个人用，请店长再出示一个'),
  clerk_invite_withdrawn: refuse(409, '店长已收回这个邀请', '请店长重新出示一个'),
  clerk_already: refuse(409, '你已经是这家门店的店员', '回到“我的”，打开核销台'),
  clerk_shop_unknown: refuse(400, '这不是你管的门店', '从列表里选一家'),
  counter_terminal_unknown: refuse(404, '这台设备不是共用终端，或已停用', '请店长登录后重新设置'),
  counter_terminal_only: refuse(403, '共用终端只能核销', '要办自己的事，请用自己的手机登录'),
  counter_pin_wrong: refuse(403, '工号和 PIN 对不上', '再试一次；忘了 PIN，就用自己的手机登录，在“设置”里换一个'),
  counter_pin_unset: refuse(409, '这个工号还没有设 PIN', '用自己的手机登录，在“设置”的“店员 PIN”里设一个'),
  counter_pin_locked: refuse(429, 'PIN 试错太多，先锁 15 分钟', '等一会儿再试；或用自己的手机换一个 PIN，马上能用', true),
  counter_pin_weak: refuse(400, '这个 PIN 太容易猜到', '不要用相同的数字、顺子或前后重复的数字'),
  clerk_unknown: refuse(404, '没有找到这位店员', '刷新店员列表后再试'),
} satisfies Record<string, ErrorEntry>;

const STATEMENT = {
  statement_unknown: refuse(404, '没有找到这张月结单', '回到列表重新打开'),
  statement_wrong_state: refuse(409, '月结单现在不在这一步', '刷新后看它到了哪一步'),
  statement_changed: refuse(409, '月结单刚刚有人办过', '刷新后看过再办'),
  statement_same_person: refuse(409, '商户确认和平台结算不能是同一个人', '请没有替商户确认过的同事办理'),
  statement_difference: refuse(409, '月结单和核销记录对不上，不能结算', '把单号告诉平台值守人员，查清后再结算'),
} satisfies Record<string, ErrorEntry>;

const PUBLICITY = {
  publicity_search_short: refuse(400, '请至少输入 2 个字', '输入名称中连续的 2 个字，或完整的统一社会信用代码'),
  publicity_search_common: refuse(400, '这几个字太常见', '再多输入 1 个字'),
  publicity_search_limit: refuse(429, '查询太频繁', '1 分钟后再查', true),
  transparency_month_unknown: refuse(404, '这个月还没有统计', '换一个月份看看'),
  publicity_organisation_unknown: refuse(404, '没有这家单位的公示信息', '核对统一社会信用代码；没有公示信息的单位查不到'),
  publicity_report_limit: refuse(429, '生成报告太频繁', '过一小时再试；已经生成的可以直接下载', true),
  publicity_item_gone: refuse(404, '这条信息已不在公示期', '公示期已满的信息不再显示'),
} satisfies Record<string, ErrorEntry>;

const RIGHTS = {
  rights_leaving: refuse(403, '这个账号正在注销', '想继续用，先在“我的数据”里撤销注销'),
  rights_export_limit: refuse(429, '今天已经做过 5 份数据副本', '用已经做好的那一份，或明天再做', true),
  rights_export_gone: refuse(404, '没有可以下载的数据副本', '副本保存 7 天；过期了就再做一份'),
  rights_not_leaving: refuse(409, '没有可以撤销的注销', '已经删除的账号不能恢复，可以重新登录再开一个'),
} satisfies Record<string, ErrorEntry>;

const FIRM = {
  firm_code_invalid: refuse(400, '统一社会信用代码不对', '对照营业执照逐位核对，18 位，没有 I、O、S、V、Z'),
  firm_licence_other: refuse(403, '电子营业执照上的法定代表人不是你', '请法定代表人本人绑定后邀请你，或带材料到服务窗口'),
  firm_ticket_invalid: refuse(400, '电子营业执照没有核验完或已过期', '重新出示一次'),
  firm_service_down: refuse(503, '电子营业执照暂时连不上', '过一会儿再试，或到服务窗口办理', true),
  firm_not_bound: refuse(404, '这家企业还没有法定代表人在这里办事', '请法定代表人先用电子营业执照绑定，或到服务窗口办理'),
  firm_already: refuse(409, '已经可以代表这家企业，或已有一份没答复的', '回到“我经办的企业”看看'),
  firm_until_invalid: refuse(400, '到期日不对', '选今天到 2 年以内的一天'),
  firm_invitation_unknown: refuse(404, '没有找到这份邀请', '它可能已经答复、收回或过期，回到“我经办的企业”刷新'),
  firm_handler_unknown: refuse(404, '没有找到这位经办人', '刷新经办人列表后再试'),
  firm_scope_missing: refuse(403, '你的经办范围里没有这一项', '请法定代表人重新任命，把这一项加进去'),
  firm_person_unproven: refuse(409, '这个手机号的账号还没有核验到本人', '请对方先在手机上完成高级认证'),
} satisfies Record<string, ErrorEntry>;

const MESSAGE = {
  message_unknown: refuse(404, '没有找到这条消息', '刷新消息列表后再试'),
} satisfies Record<string, ErrorEntry>;

const LOOK = {
  look_unknown: refuse(404, '没有这条查询记录', '回到“谁查过我”重新打开'),
  register_size_unknown: refuse(404, '登记簿还没有这么长', '先取最新的树头，再要证明'),
  look_period_invalid: refuse(400, '起止日期不对', '结束日期不能早于开始日期'),
} satisfies Record<string, ErrorEntry>;

/** Auditors read these: unusual looks and what was said about them. */
const REVIEW = {
  review_unknown: refuse(404, '没有找到这条审查', '刷新列表后再试'),
  review_own: refuse(403, '这条审查涉及你自己的查询', '请另一位审计人员办理'),
  review_decided: refuse(409, '这条审查刚刚有了新的处理', '刷新后再看是否还要处理'),
  audit_period_invalid: refuse(400, '起止日期不对', '一次最多查 31 天，结束日期不早于开始日期'),
  audit_unit_unknown: refuse(404, '没有找到这个单位或工号', '核对单位名称和工号；工号要和单位一起填'),
} satisfies Record<string, ErrorEntry>;

/** Staff read these: orders to keep a look from the person for a time. */
const SEAL = {
  seal_statute_missing: refuse(400, '没有写明法律和条款', '按文书填写，例如《……法》第……条'),
  seal_document_missing: refuse(400, '没有写明文书号', '按文书填写完整的文书号'),
  seal_end_invalid: refuse(400, '截止日期不对', '填今天到一年之内的日期；需要更久的，到期前重新办理'),
  seal_unknown: refuse(404, '没有找到这份文书', '刷新列表后再试'),
  seal_own: refuse(403, '这份文书不能由你办理', '登记人不能批准，文书所涉的人不能经办；请另一位同事办理'),
  seal_approved_already: refuse(409, '你已经批准过', '等另一位同事批准后生效'),
  seal_closed: refuse(409, '这份文书已经办结或到期', '刷新列表看它现在的状态'),
  seal_subject_differs: refuse(400, '证件号码与登记的不一致', '对照文书逐位核对；登记有误的，不批准并写明原因'),
  seal_not_in_force: refuse(409, '这份文书没有生效或已到期', '两人批准后才能查询；到期后不能再查'),
} satisfies Record<string, ErrorEntry>;

/** A partner's engineers read these, in their log. */
const PARTNER = {
  partner_signature_missing: refuse(401, '请求没有签名', '按 RFC 9421 加上 Signature-Input 和 Signature，见合作方接口说明'),
  partner_signature_malformed: refuse(
    401,
    '签名写法不对',
    '必须签 @method、@path、@query（或 @target-uri），有正文再签 content-digest；参数带 created、keyid、nonce',
  ),
  partner_signature_wrong: refuse(401, '签名验不过', '核对签名基串和私钥；可用合作方接口说明里的测试向量自查'),
  partner_digest_differs: refuse(401, '正文与 Content-Digest 不一致', '对实际发出的字节计算摘要，转发时不要改动正文'),
  partner_created_outside: refuse(401, '签名时间超出前后 300 秒', '校准服务器时间，用新的时间和 nonce 重签后再发'),
  partner_key_unknown: refuse(401, '没有这把密钥', '核对 keyid；密钥在登记生效后才能使用'),
  partner_key_revoked: refuse(401, '这把密钥已吊销', '换用在用的密钥；没有的，联系区公共信用中心登记新密钥'),
  partner_key_expired: refuse(401, '这把密钥不在有效期内', '换用在有效期内的密钥'),
  partner_nonce_replayed: refuse(401, '这个 nonce 用过了', '每次发送都用新的 nonce 重签，重试也一样'),
  partner_suspended: refuse(403, '这个合作方现在不能调用接口', '联系区公共信用中心；期间请按普通条件办理'),
  partner_claim_missing: refuse(403, '登记的事项里没有这一项', '只调用登记过的接口；确需增加的，先向区公共信用中心申请'),
  partner_idempotency_missing: refuse(400, '缺少 Idempotency-Key，或它没有签进签名', '每笔业务一个 8 至 64 位的编号，重试时不变，并签进签名'),
  partner_idempotency_reused: refuse(409, '这个 Idempotency-Key 已经用在另一个请求上', '新的业务用新的编号；重试要发送同样的正文'),
  partner_unknown: refuse(404, '没有找到这个合作方', '回到列表重新打开'),
  partner_changed: refuse(409, '登记刚刚被别人改过', '刷新后看过新的内容再办'),
  partner_taken: refuse(409, '这家单位已经登记过', '在列表里打开它，改登记的内容'),
  partner_organisation_unknown: refuse(404, '没有这家单位', '先登记单位，再登记它的系统'),
  partner_grades_differ: refuse(400, '最低等级不一致', '一个合作方的各项用途，最低等级要么相同，要么不设；同一用途和它在用的权益也要一样'),
  partner_same_person: refuse(403, '提出人不能自己批准', '请另一位同事批准'),
  partner_nothing_proposed: refuse(409, '没有等待批准的内容', '刷新后看登记现在的内容'),
  partner_key_invalid: refuse(400, '公钥不对', '填 Ed25519 公钥的 32 字节，base64url 写法，43 个字符'),
  partner_key_name_taken: refuse(409, '这个密钥名用过了，或密钥已满 16 把', '换一个名字；用过的名字不再使用'),
  partner_webhook_invalid: refuse(400, '接收事件的地址不对', '填 https 开头、带域名的地址，不带账号和端口'),
  partner_ended: refuse(409, '这个合作方已经结束', '需要再合作的，由它的新单位重新登记'),
  partner_webhook_none: refuse(409, '没有登记接收事件的地址', '联系区公共信用中心登记一个 https 地址'),
  partner_offer_unknown: refuse(404, '这不是你们能问的优惠', '只问自己在开放的、最低等级和登记一致的优惠；换了条件的先到合作方登记'),
  partner_shop_unknown: refuse(404, '这不是你们登记过的门店', '核对门店编号；新开的门店先请区公共信用中心登记'),
  partner_day_unknown: refuse(404, '没有这一天的对账文件', '当天的文件次日早上可取，保留 31 天'),
  partner_event_reused: refuse(409, '这个事件编号已经报过别的内容', '一个事件一个编号；更正请另报一个事件'),
} satisfies Record<string, ErrorEntry>;

const TENANCY = {
  tenancy_unknown: refuse(404, '没有找到这张凭证', '回到“我的租房凭证”，从列表里打开'),
  tenancy_condition: refuse(409, '现在还不能生成这张凭证', '页面上写明了差哪一条和怎么做到；没有凭证照样按普通条件租房'),
  tenancy_text_changed: refuse(409, '出示范围的说明有更新', '重新打开这一页，看过新的说明再生成'),
  tenancy_many: refuse(429, '今天生成的凭证已经很多', '先用已有的凭证，或明天再生成', true),
  tenancy_request_reused: refuse(409, '这个请求编号已经用在另一张凭证上', '回到上一步，重新选好再生成'),
  tenancy_viewing_unknown: refuse(404, '没有找到这次查看', '重新打开租客给你的链接，或再输一次凭证码'),
  tenancy_viewing_closed: refuse(409, '这次请求已经答复过或已过时', '刷新看现在的情况；过时的，请对方重新打开链接'),
  tenancy_viewers_used: refuse(409, '这张凭证能给的人数已经用完', '再生成一张给对方'),
  tenancy_proof_closed: refuse(409, '现在不能给这个人证明', '只能给你同意过的人；凭证要在有效期内，你也符合条件'),
  tenancy_guess_limit: refuse(429, '输入凭证码的次数太多', '过一小时再输，或请租客发链接、当面出示二维码', true),
  tenancy_phone_needed: refuse(403, '查看凭证要用手机号登录', '退出后用手机号登录，再打开租客给你的链接'),
  tenancy_own: refuse(409, '这是你自己的凭证', '到“我的租房凭证”里看'),
} satisfies Record<string, ErrorEntry>;

const COMPLAINT = {
  repair_unknown: refuse(404, '没有找到这件修复申请', '回到“信用修复”，从列表里打开'),
  repair_record_unknown: refuse(404, '没有找到这条记录', '回到“信用修复”，从列表里选'),
  repair_not_open: refuse(409, '这条记录现在不能在这里申请修复', '看卡片上写的日期和办理途径'),
  repair_under_way: refuse(409, '这条记录已有一件申请在办', '打开那一件看进度'),
  repair_unit_absent: refuse(409, '认定单位还没有接入本平台', '到信用中国网站提交，结果会同步到这里'),
  repair_step_impossible: refuse(409, '现在不能办这一步', '刷新看最新进度'),
  repair_proof_missing: refuse(400, '还没有传履行证明', '先传好履行证明，再提交'),
  repair_pledge_changed: refuse(409, '承诺书换了新版本', '再读一遍新版本，然后签署'),
  repair_reason_missing: refuse(400, '这一步要写明理由或文号', '写清楚后再提交'),
  repair_same_hand: refuse(403, '决定和停止公示不能由同一个人办', '请另一位同事办理这一步'),
  repair_conflict: refuse(403, '这件申请不能由你办理', '你是申请人，或是申请企业的人；请另一位同事办理'),
  repair_record_moved: refuse(409, '这条记录已不在公示中', '刷新看记录的状态；有异议在办的，等它办结'),
  material_kind_unknown: refuse(400, '认不出这个文件', '换成 JPG、PNG 图片或 PDF'),
  material_damaged: refuse(400, '这张图片打不开', '重新拍一张，或另存后再传'),
  material_unsafe: refuse(400, '这个 PDF 不完整，或带有密码、脚本、附件', '另存为普通 PDF 后再传'),
  material_infected: refuse(400, '这个文件没有通过病毒检查', '换一台设备，或重新拍照后再传'),
  material_scan_down: refuse(503, '不是你的问题，病毒检查暂时不可用', '过一会儿再传，已填的内容不会丢', true),
  material_many: refuse(429, '今天上传的次数太多', '明天再传', true),
  complaint_unknown: refuse(404, '没有找到这件投诉', '回到“我的投诉”，从列表里打开'),
  complaint_kind_unknown: refuse(400, '没有这种投诉', '从列表里选一种；都不合适的选“服务和办理”'),
  complaint_target_unknown: refuse(400, '没有写明投诉的是谁', '选一家机构或门店，或写上名称'),
  complaint_words_missing: refuse(400, '还没有写明经过', '选一项，或用几个字写清时间和地点'),
  complaint_date_invalid: refuse(400, '发生的日期不对', '填今天或以前的日期'),
  complaint_request_reused: refuse(409, '这个请求编号已经用在另一件投诉上', '回到上一步，重新提交'),
  complaint_many: refuse(429, '今天提交的投诉已经很多', '明天再提交，或拨打咨询电话', true),
  complaint_closed: refuse(409, '这件投诉已经办结', '刷新看结果；不服的可以另外提出异议'),
  complaint_conflict: refuse(403, '这件投诉不能由你办理', '你是提出人，或是被投诉单位的人；请另一位同事办理'),
  complaint_taken: refuse(409, '这件投诉不在你名下', '先领办；别人已领办的，由他办结或退回'),
} satisfies Record<string, ErrorEntry>;

export const ERRORS = {
  ...COMMON,
  ...AUTH,
  ...IDENTITY,
  ...CREDIT,
  ...SCHEME,
  ...REPORT,
  ...CONSENT,
  ...PERK,
  ...OFFER,
  ...DEPOSIT,
  ...TRAVEL_ERRORS,
  ...PARKING,
  ...VOUCHER,
  ...COUNTER,
  ...STATEMENT,
  ...PUBLICITY,
  ...FIRM,
  ...MESSAGE,
  ...SEAL,
  ...REVIEW,
  ...LOOK,
  ...RIGHTS,
  ...PARTNER,
  ...TENANCY,
  ...COMPLAINT,
};
export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];
