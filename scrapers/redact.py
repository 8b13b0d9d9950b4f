"""Take personal data out of a text before it is kept: a bracketed word stands where it was.

A text is read once from left to right as tokens: what one of the patterns below knows, or a whole run of letters or
of digits, so that nothing is ever matched in the middle of a number or word. That keeps the time linear, and leaves
a redacted text unchanged when it is redacted again. A number that may be personal or not is taken for personal.
"""

import re

WORDS = {
    "mobile": "手机号",
    "masked": "手机号",
    "landline": "电话",
    "local": "电话",
    "identity": "身份证号",
    "card": "银行卡号",
    "perhaps_card": "银行卡号",
    "email": "邮箱",
    "qq": "QQ",
    "wechat": "微信",
    "plate": "车牌",
    "name": "姓名",
    "labelled": "姓名",
    "self": "姓名",
}

# Characters that are not seen, and would hide a number by splitting it.
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFE0F, 0x20E3, 0xFEFF])
# One character for one, so that what is found in the plain text stands at the same place in the text.
_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([9, 10, 13, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000], " "),
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    **dict.fromkeys(map(ord, "×●✱＊"), "*"),
    **{ord(a): a.lower() for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)},
}

_DATE = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
_HOTLINE = r"(?:95\d{3,4}|[48]00\d{7}|1[02]\d{3})(?!\d)"
_NO_MEASURE = r"(?!\d|@|\.\d{1,4}(?!\d)| ?[元块万亿%年月日天期次个条人倍笔])"
_LINK = r"[ :=号码是为群账帐叫+>(\[【】“\"」-]{0,6}"
_MOBILE = (
    r"(?:1[3-9]\d(?:[ -]{0,3}\d{4}[ -]{0,3}\d{4}|\.\d{4}\.\d{4}|[ -]\d{3}[ -]\d{5}|\d[ -]\d{3}[ -]\d{4}"
    r"|\d{2}[ -]\d{6}|(?: \d\d){4}|(?:-\d\d){4})|1(?: \d){10}|1(?:-\d){10})(?!\d| ?元)"
)
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_BORN = r"[ -]?(?:0[ -]?[1-9]|1[ -]?[0-2])[ -]?(?:0[ -]?[1-9]|[12][ -]?\d|3[ -]?[01])"
_FOURS = rf"(?:[ -]\d{{4}}){{3}}(?:[ -](?!{_MOBILE})\d{{1,3}})?"
_HAN = "[一-鿿]"
_OURS = rf"\[(?:{'|'.join(dict.fromkeys(WORDS.values()))})\]"
_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许"
    "傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚文])"
)
_NO_NAME = (  # ordinary words that begin like a name
    "(?!马上|马来|高[利额炮中级频压]|白[条户领]|金[条融卡牌额]|安逸|余额|任[何意性]|江[苏西门湖]|[温徐常郑苏]州|黄[石山牛金]|"
    "石家|周[一二三四五六日末转围边]|何[时人况必]|于[是此]|方[便式面法案]|钱[没不被还款]|唐[山突]|韩国|武[汉警力断]|沈阳|"
    "陆[金续军]|曾[经多被因在于向]|许[多久可昌]|范围|严重|顾[客虑及]|程[序度]|董事|谢[谢绝]|胡[说乱]|陈述|郑重|文[字件明中]|"
    "易[于受怒]|史上|毛[病利]|康复|龙[岩头]|田地|雷同|段时|吕梁|邵阳|钟点|王者|叶子|孙[子女辈])"
)
_GIVEN = f"{_HAN}{{1,2}}?"
_DOTTED = f"{_HAN}{{1,6}}(?:·{_HAN}{{1,6}})+"
_THEN = (  # what follows a name; never a word of ours, which hides whether it did
    rf"(?=$|(?!{_OURS})[^一-鿿]|今年|现年|性别|男|女|身份证|手机|电话|联系|微信|住|家住|来自|我|本人|在|于|从|因|由于|是|被|的|希望|要求|"
    "想|请|投诉|贷|借|银行|年龄|生于|和|与|及|都|均|也|多次)"
)
_TOKENS = (
    # what stays: our own words, and complaint numbers, which only the word before them tells from mobile numbers
    _OURS,
    r"(?:编号|单号|投诉[单号]|complaint/view/)[ :=号码是为#]{0,6}173\d{8}(?:[ 、,和及与]{1,2}173\d{8})*(?!\d)",
    # what goes: one named group each
    r"(?P<email>[a-z0-9._%+*-]{1,64}+ ?(?:@|\(at\)|\[at\]) ?(?:(?:[a-z0-9-]{1,63}+[.。])+[a-z]{2,}+"
    r"|(?:163|126|139|189)(?!\d)|(?:qq|gmail|sina|sohu|foxmail|outlook|hotmail|aliyun)(?![a-z])))",
    rf"(?:qq|扣扣|企鹅|球球|q(?=号|:)){_LINK}(?!{_DATE}|{_HOTLINE})(?P<qq>[1-9]\d{{4,11}}+{_NO_MEASURE})",
    r"(?:加 ?(?:vx|v信|微信|微|薇|v(?!ip))|微 ?信|[薇威]信|v信|vx|wx|wechat|weixin|v(?=:))"
    rf"{_LINK}(?!{_DATE}|{_HOTLINE})(?P<wechat>[1-9]\d{{4,11}}+{_NO_MEASURE}"
    r"|(?:(?<=[:号是为])|(?<=[:号是为] )|(?=[a-z]*+[\d_]))[a-z][a-z0-9_-]{5,}+)",
    rf"(?P<identity>{_PROVINCE}(?:[ -]?\d){{4}}[ -]?(?:1[ -]?[89]|2[ -]?0)(?:[ -]?\d){{2}}{_BORN}"
    rf"(?:[ -]?\d){{3}}[ -]?[\dx*](?!\d)|{_PROVINCE}\d{{4}}[ -]?\d\d{_BORN}[ -]?\d{{3}}(?!\d)"
    rf"|(?=(?:[\d*x]{{15}}|[\d*x]{{18}})(?![\d*x]|{_OURS}))\d{{1,14}}+[*x]{{4}}[\d*x]++)",
    rf"(?P<mobile>(?:\(?(?:\+|00)?86\)?[ -]{{0,3}}|0)?{_MOBILE})",
    rf"(?P<masked>(?:\(?\+?86\)?[ -]?)?1[3-9]\d ?(?:\*{{4,5}} ?\d{{3,4}}|x{{4}} ?\d{{4}}|\*{{8}})(?![\d*]|{_OURS}))",
    r"(?P<landline>(?:\((?:010|02\d|0[3-9]\d\d)\)|010|02\d|0[3-9]\d\d)[ -]{0,3}[1-9]\d{2,3}[ -]?\d{4}(?!\d)"
    r"(?:转 ?\d{1,6}+|-\d{1,5}(?!\d))?"
    r"|(?:\+?86[ -]{1,2}(?:10|2\d|[3-9]\d\d)|\+(?:852|853|886))[ -]{1,2}[1-9]\d{2,3}[ -]?\d{4}(?!\d))",
    rf"(?:座机|电话|固话)[ :号码是为]{{0,4}}(?!{_DATE})(?P<local>[2-8]\d{{2,3}}[ -]?\d{{4}}{_NO_MEASURE})",
    r"(?:卡|行|[账帐][户号])[ :号码是为尾(【】)]{0,6}"
    rf"(?P<card>(?:\d{{16,19}}|\d{{4}}{_FOURS}|\d{{6}}[ -]\d{{10,13}}|\d(?:[ -]?\d){{15,18}})(?!\d))",
    rf"(?P<perhaps_card>[3-69]\d{{3}}(?:\d{{12,15}}|{_FOURS}|\d\d[ -]\d{{10,13}})(?!\d)"
    r"|[3-69]\d{3,5}(?=[ -]?\*)[* -]{4,20}+\d{3,4}(?!\d))",
    r"(?P<plate>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?(?!app)[a-hj-np-z][ ·•.-]?"
    r"(?:[a-hjk][a-hj-np-z0-9]\d{4}|\d{5}[a-hjk]|(?=(?:[a-z]{0,2}\d){3})[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳])"
    rf"(?:(?<=\d)(?!\d)|(?<=[a-z])(?![a-z]|{_OURS})|(?<=[挂学警港澳])))",
    rf"姓 ?名[】)]?[:=] ?(?P<labelled>{_DOTTED}|{_HAN}{{2,4}}?{_THEN}|{_SURNAME}{_HAN}{{1,2}})",
    rf"(?:[我名]字?叫|姓 ?名|户名|(?:联系|借款|持卡|收款)人)[是为叫:=)】 “\"「]{{0,4}}{_NO_NAME}"
    rf"(?P<name>{_DOTTED}|{_SURNAME}{_GIVEN}(?<![贷呗条花]){_THEN}(?:[、和]{_SURNAME}{_GIVEN}{_THEN})*)",
    rf"(?:我是|本人)[ “\"「]?{_NO_NAME}(?P<self>{_SURNAME}{_GIVEN}(?<![人的员户客者了过到用要])(?!{_HAN}|{_OURS}))",
    # what is none of these, whole
    r"[a-z]++|\d++",
)
_TOKEN = re.compile("|".join(f"(?:{token})" for token in _TOKENS), re.ASCII)
_DIGITS = re.compile(r"[0-9]+")


EXCERPT_LENGTH = 150
_TORN = re.compile(r"[0-9０-９A-Za-z@._ \-]{3,}$")


def excerpt(text: str) -> str:
    """Redact a text and cut it short; where it is cut, by us or before, no part of a number is left standing."""
    text = redact(text)
    is_cut = len(text) > EXCERPT_LENGTH or text.endswith(("...", "…"))
    return _TORN.sub("", text[:EXCERPT_LENGTH].rstrip(".…")) + "..." if is_cut else text


def redact(text: str) -> str:
    """Put `[手机号]`, `[姓名]` … for phone, identity and card numbers, e-mail, QQ, WeChat, plates and stated names.

    Characters that cannot be seen go too; all else stays as it was. Redacting twice changes nothing more.
    """
    text = text.translate(_UNSEEN)
    plain = text.translate(_PLAIN)
    pieces, kept_from, at = [], 0, 0
    while found := _TOKEN.search(plain, at):
        at = found.end()
        if (kind := found.lastgroup) == "perhaps_card" and not _is_card(found["perhaps_card"]):
            at = _first_number_ends(plain, found.start())
        elif kind:
            start, at = found.span(kind)
            pieces += [text[kept_from:start], f"[{WORDS[kind]}]"]
            kept_from = at
    return "".join([*pieces, text[kept_from:]])


def _is_card(number: str) -> bool:
    digits = [int(digit) for digit in number if digit.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return "*" in number or (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _first_number_ends(plain: str, start: int) -> int:
    found = _DIGITS.match(plain, start)
    return found.end() if found else start + 1
