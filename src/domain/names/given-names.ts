// Given names of the region that are known to be different names: a word is one name, its forms and spellings divided by strokes.

/**
 * Written by hand in English spelling, from what is common in Armenian, Azerbaijani, Georgian, Persian, Arabic, Turkish and East Slavic use. Forms by which
 * documents of two states name one person (Mykola and Nikolai, Mikheil and Mikhail) stand together, and so does what is doubtful: a word in two
 * places would part one person, a word too many in one place merely leaves the decision to the sounds.
 */
const NAMES = `aram armen artur/arthur artak arsen ara ashot anahit ani anna/hanna/ann arpine/arpi astghik avetik avet
anush arshak arshavir artavazd aramayis bagrat boris babken davit/david/davud derenik edgar eduard/edward emil
erik/eric eva frunzik gagik garegin gayane gevorg/kevork/georgy/georgi/giorgi/gevork
grigor/krikor/grigory/grigori/grigol/hryhoriy/grigoriy gurgen gor goar/gohar harutyun hasmik hayk henrik
hovhannes/hovhanness/ohannes/ovanes/oganes hovik hrant/hrand hrachya/hrach hripsime/ripsime
hakob/hagop/yakov/akop/iakob/yaqub/yagub/yaghoub hamlet hambardzum
hovsep/yusuf/yusif/yousef/youssef/iosif/yosef/joseph/yosif ishkhan iren karen karine karapet/garabed khachik khachatur
kamo kristine/christine/kristina lilit levon/levan lusine lia manuk/manoug manvel mariam/maryam/maria/mariya/mariami
mher mihran/mehran mikayel/mikael/mikhail/mikheil/mykhailo/mikail/mikhas mkrtich/mgrdich melik/malik mushegh naira
narine narek nazeli nina norayr nune ofelia poghos/boghos/pavle/pavel/pavlo petros/bedros/petre/pyotr/petr/petro/peter
rafael/raphael/rafail rafik/rafiq/rafig razmik robert rosa/roza ruben/reuben rubik ruzanna samvel/samuel sarkis/sargis
sedrak seda sona spartak siranush silva stepan/stepanos/stefan/stepane sos suren svetlana shushan shushanik tatevik
tigran/dikran tatul vahan/vaan vahagn/vaagn vahe vahram valeri/valery/valeriy vanik vardan/vartan vardges varduhi
varuzhan vazgen vigen yeghia yeghishe yervand/ervand zaven zabel zara zhirayr/jirayr abbas adil afgan
ahmad/ahmed/ahmet/akhmed akbar akif ali aliakbar/alakbar amir anar anvar/anwar/enver araz arif asad aslan asif
asghar/asgar/askar/asker ayaz aydin aynur aysel aytan/ayten azad aziz babak bahram bakhtiyar bahman behrouz/behruz
dilara dariush/daryush ebrahim/ibrahim/abraham/abram elchin elman elmar elnur elshad elshan emin/amin/ameen eldar
esmail/ismail/ismayil fakhri farhad farid farida fariba fatima/fatemeh/fatma fikrat/fikret firuz/firouz/pirouz fuad
gholam/gulam gulnara gunel habib hafiz haidar/heydar/geidar/haydar hamid hassan/hasan/gasan hikmet
hossein/hussein/huseyn/husayn/hosein idris/edris ilgar ilham/elham ilkin imran/omran intigam isa/issa/eisa
iskandar/iskender/isgandar jabbar jafar jalal jamal/jemal jamil javad/javid/javed jamila kamal/kemal kamran
karim/kareem kazim/kazem khalid/khaled/halid khalil khadija khosrow lala laila/leyla/leila/layla latif mahdi/mehdi
mahmoud/mahmud mahnaz mansur/mansour masoud/masud mirza
mohammad/mohammed/muhammad/mohamed/muhammed/magomed/mammad/mamed/mehmet/mamad/mahammad mohsen morteza/murtaza
mostafa/mustafa murad/morad musa/mousa mina nadir/nader namig nariman nasir/nasser/naser natig nigar nazim nizami
novruz omar/umar/omer/omari orkhan osman/othman/uthman parviz/parvez qasim/qasem/gasim/kasim/kasum rahim rahman ramin
ramiz rashad rashid rasim rasul rauf reza/rza roya rovshan rufat ruslan rustam/rostam sabina sabir sadiq/sadegh/sadig
said/saeed sakina salman samad/samed samira samir sanan sevda sevinj shahin/shahen shahram shamil sharif shirin shahla
sohrab/zohrab suleiman/soleyman/suleyman/sulayman taghi/tagi tahir/taher taleh tarlan teymur/timur/temur tofig/tofiq
tural turgut vagif vali vugar vusal yashar younes/yunus zahra zakir zaur zeynab/zeinab/zaynab zia/ziya
zulfugar/zulfiqar aleksandr/alexander/alexandr/oleksandr/aliaksandr/alexandre/aleksandre
aleksandra/alexandra/oleksandra aleksei/alexey/aleksey/alexei/oleksiy/aliaksei alina alla
anastasia/anastasiya/anastasiia anatoly/anatoli andrei/andrey/andriy anton antonina artem/artyom arkady/arkadi
bogdan/bohdan daria/darya denis dmitry/dmitri/dmitriy/dmytro/dzmitry ekaterina/yekaterina/kateryna/katsiaryna/ekaterine
elena/yelena/olena/alena/elene elizaveta/yelizaveta evgeny/yevgeny/evgeni/yevhen/yauhen fedor/fyodor galina gennady
gleb igor/ihor ilya/ilia inna irina/iryna ivan/ioann/ivane kirill konstantin ksenia larisa leonid lev lidia/lidiya
ludmila/lyudmila maksim/maxim margarita marina/marine nadezhda natalia/natalya/nataliya nikita/mykyta
nikolai/nikolay/mykola/mikalai/nikoloz oleg/oleh olga oksana polina roman semyon/semen/simon/simeon
sergei/sergey/serhiy/siarhei/sergo sofia/sofiya/sofya/sophia stanislav taras tatiana/tatyana/tetiana
tamara/tamar/tamari vadim valentin valentina valeria/valeriya vasily/vasili/vasyl vera veronika viktor/victor
viktoria/victoria/viktoriya vitaly vladimir/volodymyr/uladzimir vladislav vyacheslav yana yaroslav yulia/yuliya/julia
yuri/yury/iurii zinaida zoya akaki avtandil archil badri beka besik eka elguja eteri gela gia gocha guram irakli kakha
keti ketevan koba lasha luka maia manana mamuka medea merab nana nanuli nato nestan nika nino nodar nugzar otar paata
ramaz revaz rusudan salome sandro shota sulkhan tariel/tariyel tengiz tornike vakhtang vano vazha zaza zurab zviad
khatuna lamara evgenia/yevgenia romana husik alireza mohammadreza gholamreza majid mahir tahira garik seyran nare arman
armine haykaz malika karima aziza nadira rashida sabira zahira shahira latifa sharifa salima salim halima halim hakim
nargiz/nargis natavan parvin/parvana/parvaneh/parvane sanubar tarana vafa konul turan tunar togrul/toghrul omid navid
saman sina siavash arash kaveh ladan maryana nadia nada noor/nur huda zaid/zayd walid tariq/tarek bilal hani samer wael
faisal fahd majed nabil ziad rami rima rana rania dina dana diana sara/sarah sahar samar zhanna mubariz ilyas elnura
elmira elvira elvin kamala aida aygun aynura gulshan gular afet arzu aliya saida saadat sonya varvara zina raisa raya
rita albert alfred aleksan gegham khoren misak nerses nver paruyr sahak/isahak sasun shavarsh smbat sirvard tsovinar
vachagan vilen zarine aghasi albina alvard araksya arevik hermine hranush izabella knarik laura lena liana meri nelli
nora satenik sofik susanna/syuzanna varsenik zvart jaba gaga lado lali lela leri maka malkhaz marika mzia natela nukri
nunu pridon rezo roin shalva tamaz tea teona tsira vepkhia zaal hamed gogi nini armenak ararat artashes/ardashes sevak
garnik bako beniamin/benjamin ramil elkhan/elxan eldaniz mojtaba andrea amirhossein bakur jivan zorik zarik hamayak
harut levonik karlen yurik vovik norik shmavon tadevos/taddeus matevos/matthew ghazar/lazar vahid hadi mehrdad peyman
payam pouya/puya sajjad/sajad meysam milad nima pedram reyhaneh soheil/suhail yasin yasser/yasir yahya/yahia zakariya
hesam hisham ismat/ismet anas ayman ammar bassam basil fares/faris firas ghassan habiba haitham hazem imad issam jihad
kinan louay marwan mazen mounir/munir muhannad mutaz nidal qusay radwan/rizvan riyad/riad saleh/salih sami shadi sufyan
tamim taym usama/osama wasim yazan zuhair abulfaz abulfat adalat afsar agil alasgar alibala alimardan allahverdi altay
atabala baba bahlul balakishi bayram beyler dadash elmaddin etibar fariz fazil fizuli gadir galib gasham ganbar heybat
huseyngulu ibad inqilab intizam islam isfandiyar jabir jahid jahangir jalil jeyhun kerem khagani khanlar khayal
mahammadali matlab mehman mirali misir mukhtar musallim mutallim nabi nijat nurlan oktay polad ragif rafiga ruhulla
sabuhi sabutay safar sahib sarkhan seyfaddin shahbaz shahmar shaig shakir sharaf subhan sultan tabriz tapdig telman
turab ulvi urfan vahab vasif yadigar yalchin yavar/yaver zabit zahid zamin zeynal guli/quli/gulu/kuli
oruj/orudj nuri najaf/nadjaf gunay nuraddin/nureddin/nuruddin fakhraddin/fakhreddin/fakhruddin izzeddin/ezzeddin taron
ghevond/levond lamiya/lamia mesrop/mesrob abdullah/abdulla/abdollah/abdallah
abdurrahman/abdurahman/abdolrahman/abdulrahman gurban/qurban/ghorban/kurban talib/taleb nasib iman zakhar
chingiz/genghis/changiz tahmina/tahmineh/takhmina sevil tinatin tamta khatia hamazasp arayik/araik aregnaz astvatsatur
mnatsakan martin nazar onik sayat tachat torgom vruyr ghukas/gukas`;

export const GIVEN_NAMES: readonly (readonly string[])[] = NAMES.split(/\s+/).map((name) => name.split('/'));
