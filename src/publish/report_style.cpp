// SPDX-License-Identifier: Apache-2.0
#include "publish/report_style.hpp"

namespace byname {

const std::string_view kReportStyle = R"css(
:root{--ink:#1c1f24;--soft:#626a75;--rule:#e3e6e8;--fill:#2f6f6f;--faint:#b4babf;--warn:#b94f14;--paper:#fff;--wash:#f5f7f6}
@media (prefers-color-scheme:dark){:root{--ink:#e8e6e1;--soft:#a2abb5;--rule:#343a40;--fill:#6fb3b0;--faint:#59616a;--warn:#e9935a;--paper:#15181b;--wash:#1d2125}}
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI","Noto Sans",sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:break-word}
main{max-width:780px;margin:0 auto;padding:2.2rem 1.1rem 4rem}
h1{font:600 2.05rem/1.2 Georgia,"Noto Serif",serif;margin:.2rem 0 .7rem;text-wrap:balance}
h2{font:600 1.3rem/1.3 Georgia,"Noto Serif",serif;margin:2.8rem 0 .4rem;padding-top:1.2rem;border-top:1px solid var(--rule)}
h3{font:600 1rem/1.4 system-ui,"Segoe UI","Noto Sans",sans-serif;margin:1.9rem 0 .2rem}
p{margin:.35rem 0 .9rem;max-width:66ch}
ul{margin:.3rem 0 .9rem;padding-left:1.2rem;max-width:66ch}li{margin:.25rem 0}
.kicker,.note{color:var(--soft);font-size:.9rem}.soft,.id{color:var(--soft);font-size:.88em}
.lead{font-size:1.12rem}.lead b{font-variant-numeric:tabular-nums;white-space:nowrap}
.warning{border-left:4px solid var(--warn);background:var(--wash);padding:.6rem .95rem;margin:1rem 0;font-size:.95rem}
.warning.hard{border:2px solid var(--warn);border-left-width:8px}.warning ul{margin:.3rem 0 .1rem}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.92rem;margin:1.1rem 0}a{color:var(--fill)}
figure{margin:.6rem 0 1rem}
svg{width:100%;height:auto;display:block;overflow:visible}
svg text{font:13px system-ui,"Segoe UI","Noto Sans",sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
svg .axis{fill:var(--soft);font-size:12px}svg .small{font-size:12px}svg .strong{font-weight:600}svg .against-text{fill:var(--warn)}
.bar,.dot{fill:var(--fill)}.faint{fill:var(--faint)}.against{fill:var(--warn)}.track{fill:var(--rule)}.stripe{fill:var(--wash)}
.range{fill:var(--fill);opacity:.35}.ring{fill:var(--paper);stroke:var(--fill);stroke-width:2}
.grid{stroke:var(--rule)}.base{stroke:var(--ink)}.threshold{stroke:var(--ink);stroke-dasharray:3 3}.join{stroke:var(--ink);stroke-width:2.5}
.on{fill:var(--ink)}.off{fill:var(--rule)}
.curve{stroke:var(--fill);stroke-width:2;stroke-linecap:round}.tone1{stroke:var(--warn)}.tone2{stroke:var(--ink)}.tone3{stroke:var(--faint)}
.dashed{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:4 4}.leader{stroke:var(--faint);stroke-width:.8}
.edge{stroke:var(--fill);stroke-width:1.5;opacity:.75}.strong2{stroke-width:3}.strong3{stroke-width:4.5}.edge.dashed{stroke:var(--warn);stroke-width:1.5}
.plate{fill:var(--wash);opacity:.9}svg .tiny{font-size:11px}
.narrow{display:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;padding:.2rem 0 .45rem}
th,td{text-align:left;padding:.36rem .7rem .36rem 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{color:var(--soft);font-size:.85rem}tbody th{color:var(--soft)}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
details{margin:.7rem 0}summary{cursor:pointer;color:var(--fill)}details td{font-size:.88rem}
code{font-size:.86rem;overflow-wrap:anywhere}
mark{background:none;color:inherit;border-bottom:2px solid var(--warn)}
.tag{display:inline-block;margin-left:.5em;padding:0 .45em;border-radius:3px;background:var(--fill);color:var(--paper);font-size:.78rem}
.pair{background:var(--wash);padding:.7rem .95rem;margin:1rem 0;border-radius:4px}
.pair table{table-layout:fixed}.pair th:first-child{width:17%}.pair .why{width:27%;text-align:right;padding-right:0}.pair .side{overflow-wrap:anywhere}
.pair .balance th,.pair .balance td{border-bottom:0;padding-top:.2rem;padding-bottom:.1rem;font-size:.88rem}.pair .balance th{width:auto;text-align:right}
.pair .total td{color:var(--ink)}
.w{font-variant-numeric:tabular-nums;white-space:nowrap;font-weight:600}.veto{color:var(--warn)}
.date{white-space:nowrap}.person{overflow-x:auto}.person table{table-layout:auto}.person th:first-child{width:auto}
.models td{white-space:nowrap;font-variant-numeric:tabular-nums}.models td:first-child,.models td:nth-child(2){white-space:normal}.models td:nth-child(2){overflow-wrap:anywhere}
@media (max-width:600px){
main{padding:1.3rem 1rem 3rem}h1{font-size:1.7rem}
.wide{display:none}.narrow{display:block}
.pair thead tr,.pair tbody tr{display:grid;grid-template-columns:1fr 1fr;column-gap:.8rem;border-bottom:1px solid var(--rule);padding:.3rem 0}
.pair table,.pair thead,.pair tbody,.pair caption{display:block}
.pair th,.pair td,.pair th:first-child,.pair .why{border:0;padding:.05rem 0;width:auto;min-width:0}
.pair tbody th{grid-column:1;grid-row:1;font-size:.85rem}.pair tbody .why{grid-column:2;grid-row:1;font-size:.85rem}
.pair thead th:first-child,.pair thead .why{display:none}
.pair tbody tr.balance{border:0;grid-template-columns:1fr auto}.pair .balance th{text-align:left}
.person thead tr,.person tbody tr{display:table-row}.person table{display:table}.person thead{display:table-header-group}.person tbody{display:table-row-group}.person caption{display:table-caption}
.pair.person th,.pair.person td,.pair.person th:first-child{padding:.3rem .7rem .3rem 0;font-size:.85rem;border-bottom:1px solid var(--rule)}.person thead th:first-child{display:table-cell}
.models table,.models tbody,.models tr,.models td{display:block}.models thead{display:none}.models tr{border-bottom:1px solid var(--rule);padding:.4rem 0}
.models td{border:0;padding:.1rem 0}.models td:not(:first-child):not(:empty)::before{content:attr(data-head) ": ";color:var(--soft)}.models td:first-child{font-weight:600}
}
@media print{
:root{--ink:#000;--soft:#555;--rule:#ddd;--fill:#2f6f6f;--faint:#b4babf;--warn:#b94f14;--paper:#fff;--wash:#f5f7f6;color-scheme:light}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}
.wide{display:block}.narrow{display:none}
h2,h3{break-after:avoid}figure,.pair,.warning,tr{break-inside:avoid}
p,ul{max-width:none;orphans:3;widows:3}.scroll,.person{overflow:visible}
details:not([open])>*{display:revert}details::details-content{content-visibility:visible;display:block;height:auto}summary{list-style:none;color:var(--soft)}
}
@page{margin:18mm 16mm}
)css";

}  // namespace byname
