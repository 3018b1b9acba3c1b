/** The words that the synthetic corpora are made of: English, Chinese and how the Chinese is read. */

/** One meaning in English and Chinese; `pinyin` has a syllable for each character, none where it cannot be told. */
export interface Unit {
  readonly en: string;
  readonly zh: string;
  readonly pinyin: readonly string[];
}

/** A table of units, one a line: English | Chinese | pinyin. */
function units(table: string): readonly Unit[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [en = '', zh = '', pinyin = ''] = line.split('|').map((cell) => cell.trim());
      return { en, zh, pinyin: pinyin.split(' ') };
    });
}

/** Single characters, each followed by its reading. */
function characters(text: string): readonly Unit[] {
  return [...text.matchAll(/(\S) (\w+)/g)].map(([, zh = '', pinyin = '']) => ({
    en: pinyin,
    zh,
    pinyin: [pinyin],
  }));
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** What a record can be about. */
export const TOPICS = units(`
Supply Chain Finance | 供应链金融 | gong ying lian jin rong
Cross-border Payment | 跨境支付 | kua jing zhi fu
Electronic Invoice | 电子发票 | dian zi fa piao
Digital Yuan | 数字人民币 | shu zi ren min bi
Food Traceability | 食品溯源 | shi pin su yuan
Judicial Evidence | 司法存证 | si fa cun zheng
Digital Copyright | 数字版权 | shu zi ban quan
Government Data Sharing | 政务数据共享 | zheng wu shu ju gong xiang
Electronic Certificate | 电子证照 | dian zi zheng zhao
Trade Finance | 贸易融资 | mao yi rong zi
Smart Contract | 智能合约 | zhi neng he yue
Privacy Computing | 隐私计算 | yin si ji suan
Industrial Internet | 工业互联网 | gong ye hu lian wang
Medical Records | 医疗病历 | yi liao bing li
Carbon Trading | 碳交易 | tan jiao yi
Real Estate Registration | 不动产登记 | bu dong chan deng ji
Logistics Finance | 物流金融 | wu liu jin rong
Rural Credit | 农村信用 | nong cun xin yong
Charity Donation | 慈善捐赠 | ci shan juan zeng
Talent Training | 人才培训 | ren cai pei xun
Data Element | 数据要素 | shu ju yao su
Housing Rental | 住房租赁 | zhu fang zu lin
Customs Clearance | 海关通关 | hai guan tong guan
Port Logistics | 港口物流 | gang kou wu liu
Water Conservancy | 水利监测 | shui li jian ce
Power Trading | 电力交易 | dian li jiao yi
Digital Collectibles | 数字藏品 | shu zi cang pin
Mutual Insurance | 相互保险 | xiang hu bao xian
Bill Discounting | 票据贴现 | piao ju tie xian
Tea Traceability | 茶叶溯源 | cha ye su yuan
High-tech Incubation | 高新孵化 | gao xin fu hua
Open-source Ecosystem | 开源生态 | kai yuan sheng tai
Node Infrastructure | 节点设施 | jie dian she shi
Mining Clean-up | 挖矿清理 | wa kuang qing li
Token Risk | 代币风险 | dai bi feng xian
Education Credentials | 学历认证 | xue li ren zheng
Procurement Bidding | 招标采购 | zhao biao cai gou
Judicial Auction | 司法拍卖 | si fa pai mai
Tourism Points | 旅游积分 | lv you ji fen
Metaverse Application | 元宇宙应用 | yuan yu zhou ying yong
`);

/** What a company calls its trade. */
export const TRADES = units(`
Technology | 科技 | ke ji
Network Technology | 网络科技 | wang luo ke ji
Information Technology | 信息技术 | xin xi ji shu
Digital Technology | 数字科技 | shu zi ke ji
Data | 数据 | shu ju
Blockchain | 区块链 | qu kuai lian
Investment | 投资 | tou zi
Capital | 资本 | zi ben
Finance | 金融 | jin rong
Software | 软件 | ruan jian
Chain Technology | 链科技 | lian ke ji
Intelligent Technology | 智能科技 | zhi neng ke ji
Cloud Computing | 云计算 | yun ji suan
Consulting | 咨询 | zi xun
Culture and Media | 文化传媒 | wen hua chuan mei
Supply Chain Management | 供应链管理 | gong ying lian guan li
`);

/** What kind of body stands behind a name. */
export const FORMS = units(`
Co. | 有限公司 | you xian gong si
Group | 集团 | ji tuan
Research Institute | 研究院 | yan jiu yuan
Laboratory | 实验室 | shi yan shi
Alliance | 联盟 | lian meng
Association | 协会 | xie hui
Holdings | 控股 | kong gu
Centre | 中心 | zhong xin
`);

/** What a project builds. */
export const PRODUCTS = units(`
Platform | 平台 | ping tai
Service Platform | 服务平台 | fu wu ping tai
Chain | 链 | lian
Pilot | 试点 | shi dian
System | 系统 | xi tong
Network | 网络 | wang luo
Demonstration Project | 示范工程 | shi fan gong cheng
Public Chain | 公链 | gong lian
`);

/** What a policy is called. */
export const DOCUMENTS = units(`
Action Plan | 行动计划 | xing dong ji hua
Implementation Opinions | 实施意见 | shi shi yi jian
Interim Measures | 暂行办法 | zan xing ban fa
Development Plan | 发展规划 | fa zhan gui hua
Guiding Opinions | 指导意见 | zhi dao yi jian
Support Policy | 扶持政策 | fu chi zheng ce
Notice | 通知 | tong zhi
Management Rules | 管理规定 | guan li gui ding
Work Programme | 工作方案 | gong zuo fang an
White Paper | 白皮书 | bai pi shu
`);

/** What a park is called. */
export const GROUNDS = units(`
Blockchain Industrial Park | 区块链产业园 | qu kuai lian chan ye yuan
Blockchain Innovation Base | 区块链创新基地 | qu kuai lian chuang xin ji di
Digital Economy Park | 数字经济产业园 | shu zi jing ji chan ye yuan
Blockchain Incubator | 区块链孵化器 | qu kuai lian fu hua qi
Chain Valley | 链谷 | lian gu
Software Park | 软件园 | ruan jian yuan
Pilot Zone | 试验区 | shi yan qu
`);

/** What a fund is called. */
export const POTS = units(`
Blockchain Innovation Fund | 区块链创新基金 | qu kuai lian chuang xin ji jin
Industry Guidance Fund | 产业引导基金 | chan ye yin dao ji jin
Venture Fund | 创投基金 | chuang tou ji jin
Angel Fund | 天使基金 | tian shi ji jin
Digital Economy Fund | 数字经济基金 | shu zi jing ji ji jin
`);

/** What happens in a headline. */
export const DEEDS = units(`
launches | 发布 | fa bu
opens | 启动 | qi dong
joins | 加入 | jia ru
tests | 测试 | ce shi
signs for | 签约 | qian yue
invests in | 投资 | tou zi
puts on trial | 试行 | shi xing
wins a prize for | 获奖 | huo jiang
`);

/** Characters that Chinese companies are named with, each with its reading. */
export const NAME_CHARACTERS: readonly Unit[] = characters(`
云 yun 象 xiang 天 tian 海 hai 金 jin 华 hua 中 zhong 信 xin 达 da 通 tong 联 lian 合 he 众 zhong 安 an 泰 tai
博 bo 远 yuan 鼎 ding 盛 sheng 瑞 rui 丰 feng 宏 hong 图 tu 创 chuang 新 xin 智 zhi 慧 hui 恒 heng 兴 xing 隆 long
嘉 jia 诚 cheng 德 de 润 run 汇 hui 银 yin 星 xing 辰 chen 光 guang 明 ming 飞 fei 腾 teng 龙 long 凤 feng 山 shan
川 chuan 江 jiang 河 he 雄 xiong 伟 wei 国 guo 民 min 永 yong 福 fu 康 kang 健 jian 美 mei 佳 jia 优 you 品 pin
数 shu 码 ma 讯 xun 微 wei 网 wang 易 yi 链 lian 点 dian 节 jie 时 shi 代 dai 未 wei 来 lai 先 xian 锋 feng
元 yuan 界 jie 宇 yu 方 fang 圆 yuan 正 zheng 道 dao 和 he 平 ping 大 da 成 cheng 志 zhi 力 li 量 liang 子 zi
青 qing 蓝 lan 紫 zi 白 bai 玄 xuan 黄 huang 木 mu 林 lin 森 sen 石 shi 玉 yu 宝 bao 贝 bei 壳 ke 珠 zhu
旭 xu 日 ri 东 dong 南 nan 西 xi 北 bei 恩 en 奥 ao 科 ke 迅 xun 捷 jie 顺 shun 利 li 源 yuan 泉 quan
`);

/** What English names of companies are coined from, with the Chinese that goes along. */
export const COINS_FIRST = units(`
Chain | 链 | lian
Block | 块 | kuai
Trust | 信 | xin
Bit | 比特 | bi te
Hash | 哈希 | ha xi
Cloud | 云 | yun
Meta | 元 | yuan
Crypto | 密 | mi
Data | 数 | shu
Star | 星 | xing
Sky | 天 | tian
Sun | 阳 | yang
Node | 节 | jie
Fin | 融 | rong
Quant | 量 | liang
Neo | 新 | xin
Onto | 本 | ben
Peer | 对 | dui
Proof | 证 | zheng
Nano | 纳 | na
Thunder | 雷 | lei
River | 江 | jiang
Ocean | 海 | hai
Jade | 玉 | yu
Dragon | 龙 | long
Panda | 熊猫 | xiong mao
Phoenix | 凤凰 | feng huang
Aero | 航 | hang
Terra | 地 | di
Vita | 维 | wei
Lumi | 光 | guang
Zeta | 泽 | ze
`);
export const COINS_LAST = units(`
nova | 新星 | xin xing
bridge | 桥 | qiao
link | 联 | lian
forge | 铸 | zhu
works | 工场 | gong chang
base | 基 | ji
gate | 门 | men
sphere | 球 | qiu
stack | 栈 | zhan
mind | 智 | zhi
seed | 种子 | zhong zi
well | 井 | jing
path | 路 | lu
lab | 实验 | shi yan
wave | 波 | bo
field | 田 | tian
stone | 石 | shi
light | 明 | ming
port | 港 | gang
mark | 标 | biao
key | 钥 | yao
ledger | 账 | zhang
grid | 网 | wang
pulse | 脉 | mai
vault | 库 | ku
craft | 艺 | yi
sense | 感 | gan
ring | 环 | huan
tower | 塔 | ta
harbor | 湾 | wan
`);

/** Surnames and given names of the people whom summaries speak of. */
export const SURNAMES = words(
  'Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Xu Fu Shen Zeng Peng Lü',
);
export const GIVEN = words(
  'wei fang na min jing qiang lei jun yang yong yan jie tao ming chao xiu xia ping gang gui hua dan bo hai ning rui kai lin xin peng zhi yuan han bin hong qi shan tian',
);

/** What summaries speak of, common words first. */
export const NOUNS = words(`
companies platform data enterprises system services pilot funds banks node ledger contract office district records
loans orders permits invoices tax goods farmers exporters suppliers hospitals schools courts notaries patents
students officials merchants insurers brokers auditors researchers engineers tenants founders investors visitors
seafood rice tea liquor ginseng honey oysters porcelain silk timber steel cotton fertilizer medicine vaccines milk
pork apples oranges walnuts mushrooms herbs jade pottery furniture tyres batteries bicycles containers ships trucks
trains elevators meters cameras sensors satellites drones chips servers cables archives museums theatres libraries
stadiums cinemas temples orchards vineyards quarries mines kilns mills shipyards warehouses cranes tunnels bridges
reservoirs turbines windmills greenhouses fisheries hatcheries bakeries breweries distilleries tanneries foundries
pensions subsidies vouchers coupons lotteries raffles tickets passports diplomas licences certificates mortgages
leases deeds wills pledges warrants receivables bonds futures options derivatives annuities dividends royalties
trademarks copyrights manuscripts paintings sculptures calligraphy recordings films cartoons games puzzles comics
scholarships apprenticeships internships dormitories laboratories observatories clinics pharmacies ambulances
blood organs genomes prescriptions diagnoses surgeries wheelchairs spectacles hearing dentures embroidery lacquer
lanterns umbrellas fireworks incense bamboo camphor rosewood peonies orchids lychees pomelos durians truffles yak
cashmere leather amber pearls sapphires gold silver platinum lithium cobalt graphite tungsten antimony gallium
`);

export const ADJECTIVES = words(`
joint public shared trusted regional national municipal provincial first second largest new digital electronic open
permissioned secure traceable transparent unified efficient modest disputed delayed ambitious experimental temporary
permanent voluntary compulsory quarterly annual nightly automatic manual hybrid portable
`);

export const VERBS = words(`
register trace verify share issue settle insure finance audit notarize certify exchange store track distribute
tokenize publish archive inspect license subsidize train reward monitor auction lease refund donate
`);
