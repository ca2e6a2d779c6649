"""The same small table as five programs put it on the clipboard: HTML in their own dialects. All texts invented."""

from __future__ import annotations

TABLE = (
    ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"),
    ("产出指标", "数量指标", "清淤河道长度", "按竣工图\n逐段丈量", "≥12.5公里"),
    ("", "", "清运淤泥数量", "a<b & c", "≥3,000吨"),
    ("", "质量指标", "验收  合格率", "", "95%"),
)
"""What all of them show."""
SPANS = ((1, 0, 3, 1), (1, 1, 2, 1))

EXCEL = """\
<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<!--[if !mso]>
<style>
v\\:* {behavior:url(#default#VML);}
</style>
<![endif]-->
<style>
<!--table
	{mso-displayed-decimal-separator:"\\.";
	mso-displayed-thousand-separator:"\\,";}
tr
	{mso-height-source:auto;
	mso-ruby-visibility:none;}
br
	{mso-data-placement:same-cell;}
-->
</style>
</head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=432 style='border-collapse:
 collapse;width:325pt'>
<!--StartFragment-->
 <col width=72 span=2 style='width:54pt'>
 <col width=0 style='display:none;mso-width-source:userset;mso-width-alt:0'>
 <col width=72 span=3 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td height=19 class=xl65 width=72 style='height:14.25pt;width:54pt'>一级指标</td>
  <td class=xl65 width=72 style='width:54pt'>二级指标</td>
  <td class=xl65 width=0>内部编号</td>
  <td class=xl65 width=72 style='width:54pt'>三级指标</td>
  <td class=xl65 width=72 style='width:54pt'>绩效指标描述</td>
  <td class=xl65 width=72 style='width:54pt'>指标值</td>
 </tr>
 <tr height=38 style='height:28.5pt'>
  <td rowspan=4 height=95 class=xl66 style='height:71.25pt'>产出指标</td>
  <td rowspan=3 class=xl66>数量指标</td>
  <td>N-1</td>
  <td>清淤河道长度</td>
  <td class=xl67 width=72 style='width:54pt'>按竣工图<br>
    逐段丈量</td>
  <td>≥12.5公里</td>
 </tr>
 <tr height=0 style='display:none;mso-height-source:userset;mso-height-alt:0'>
  <td>N-2</td><td>隐藏的行</td><td></td><td></td>
 </tr>
 <tr height=19 style='height:14.25pt'>
  <td>N-3</td>
  <td>清运淤泥数量</td>
  <td>a&lt;b &amp; c</td>
  <td align=right x:num="3000">≥3,000吨</td>
 </tr>
 <tr height=19 style='height:14.25pt'>
  <td class=xl66>质量指标</td>
  <td>N-4</td>
  <td>验收<span style='mso-spacerun:yes'>&nbsp; </span>合格率</td>
  <td></td>
  <td class=xl68 align=right x:num="0.95">95%</td>
 </tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=72 style='width:54pt'></td>
  <td width=72 style='width:54pt'></td>
  <td width=0></td>
  <td width=72 style='width:54pt'></td>
  <td width=72 style='width:54pt'></td>
  <td width=72 style='width:54pt'></td>
 </tr>
 <![endif]>
<!--EndFragment-->
</table>
</body>
</html>
\0"""

WPS = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<meta name="ProgId" content="Excel.Sheet"/><meta name="Generator" content="WPS Office ET"/>
<style><!-- .font0 {color:#000000;} .et3 {mso-number-format:"\\@";text-align:center;} --></style></head><body>
<!--StartFragment--><table width="360" border="0" cellpadding="0" cellspacing="0" style='border-collapse:collapse;'>
<col width="72" span="5" style='width:54.00pt;'/>
<tr height="19"><td class="et3" x:str>一级指标</td><td class="et3" x:str>二级指标</td><td class="et3" x:str>三级指标</td>
<td class="et3" x:str>绩效指标描述</td><td class="et3" x:str>指标值</td></tr>
<tr height="38"><td class="et3" rowspan="3" style='border-right:none;' x:str>产出指标</td>
<td class="et3" rowspan="2" x:str>数量指标</td><td x:str>清淤河道长度</td><td x:str>按竣工图<br/>逐段丈量</td>
<td x:str><font class="font0">≥</font><font class="font1">12.5公里</font></td></tr>
<tr height="19"><td x:str>清运淤泥数量</td><td x:str>a&lt;b &amp; c</td><td x:str>≥3,000吨</td></tr>
<tr height="19"><td class="et3" x:str>质量指标</td><td x:str>验收<span style='mso-spacerun:yes;'>&nbsp;&nbsp;</span>合格率</td>
<td></td><td x:num="0.95">95%</td></tr></table><!--EndFragment--></body></html>
"""

WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=ProgId content=Word.Document></head><body lang=ZH-CN style='tab-interval:21.0pt'>
<!--StartFragment-->
<p class=MsoNormal>表中文字之外的段落<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>
 <tr><td><p class=MsoNormal>一级指标<span lang=EN-US><o:p></o:p></span></p></td><td><p>二级指标</p></td>
  <td><p>三级指标</p></td><td><p>绩效指标描述</p></td><td><p>指标值</p></td></tr>
 <tr style='mso-yfti-irow:1'><td rowspan=3><p class=MsoNormal align=center>产出指标<o:p></o:p></p></td>
  <td rowspan=2><p>数量
  指标</p></td><td><p>清淤河道长度</p></td>
  <td><p class=MsoNormal>按竣工图<o:p></o:p></p>
  <p class=MsoNormal>逐段丈量<o:p></o:p></p></td><td><p>≥<span lang=EN-US>12.5</span>公里</p></td></tr>
 <tr><td><p>清运淤泥数量</p></td><td><p><span lang=EN-US>a&lt;b &amp; c</span></p></td><td><p>≥3,000吨</p></td></tr>
 <tr><td><p>质量指标</p></td><td><p>验收<span style='mso-spacerun:yes'>&nbsp; </span>合格率</p></td>
  <td><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td><td><p>95%</p></td></tr>
</table>
<!--EndFragment--></body></html>
"""

LIBREOFFICE = """\
<!DOCTYPE html>
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">comment { display:none;  } </style></head>
<body>
<table cellspacing="0" border="0">
	<colgroup span="3" width="80"></colgroup>
	<colgroup span="2" width="121"></colgroup>
	<tr>
		<td height="20" align="left" valign=bottom><font face="SimSun" color="#000000">一级指标</font></td>
		<td align="left" valign=bottom><font face="SimSun">二级指标</font></td>
		<td align="left" valign=bottom><font face="SimSun">三级指标</font></td>
		<td align="left" valign=bottom><font face="SimSun">绩效指标描述</font></td>
		<td align="left" valign=bottom><font face="SimSun">指标值</font></td>
	</tr>
	<tr>
		<td rowspan=3 height="60" align="left" valign=middle><font face="SimSun">产出指标</font></td>
		<td rowspan=2 align="left" valign=middle><font face="SimSun">数量指标</font></td>
		<td align="left"><a class="comment-indicator"></a><comment>批注：按段统计</comment><font>清淤河道长度</font></td>
		<td align="left" valign=bottom><font face="SimSun">按竣工图<br>逐段丈量</font></td>
		<td align="left" valign=bottom><font face="SimSun">≥12.5公里</font></td>
	</tr>
	<tr>
		<td align="left" valign=bottom><font face="SimSun">清运淤泥数量</font></td>
		<td align="left" valign=bottom><font color="#000000">a&lt;b &amp; c</font></td>
		<td align="right" valign=bottom sdval="3000" sdnum="1033;0;&quot;≥&quot;#,##0&quot;吨&quot;"><font>≥3,000吨</font></td>
	</tr>
	<tr>
		<td align="left" valign=bottom><font face="SimSun">质量指标</font></td>
		<td align="left" valign=bottom><font face="SimSun">验收&nbsp;&nbsp;合格率</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="right" valign=bottom sdval="0.95" sdnum="1033;0;0%"><font color="#000000">95%</font></td>
	</tr>
</table>
<!-- ************************************************************************** -->
</body></html>
"""
