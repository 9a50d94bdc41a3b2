/** Digits and punctuation that people put after a word to please a form. */
const ENDING = /[\d\p{P}\p{S}]{0,6}$/u;

/** Whether a password (NFKC) is among those that are guessed first, in any spelling of upper and lower case. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  if (/^(.)\1*$/u.test(lower)) return true;
  for (let end = lower.search(ENDING); end <= lower.length; end++) {
    if (WORDS.has(lower.slice(0, end))) return true;
  }
  return false;
}

/** What people choose, by many lists of leaked passwords; with an {@link ENDING} each stands for thousands. */
const WORDS = new Set(
  `
  password passwort passw0rd p@ssword p@ssw0rd pass1234 motdepasse contrasena senha123 parola123 wachtwoord
  qwerty qwertyuiop qwertyui qwert asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm qwertz qwertzui azerty azertyui
  qazwsx qazwsxedc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 zaq12wsx zaq1zaq1 abcdefg abcdefgh abcd1234 abc123
  abc12345 a1b2c3d4 aa123456 a123456 a1234567 abcabc abc
  123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 987654321 87654321 0987654321 123123 123123123
  123321 112233 11223344 1122334455 102030 10203040 121212 12121212 131313 696969 69696969 147258 147258369 159753 159357
  741852963 789456 789456123 456789 14789632 147896325 1q2w3e 123qwe 123qweasd qwe123 qweasd qweasdzxc 123abc 1234qwer
  qwer1234 asdf1234 zxcv1234 4815162342 3141592654 31415926 00000000 0000 11111111 1111 00112233 01234567
  01020304 11112222 12341234 13579 13572468 24681012 246810
  admin administrator root toor system server guest test testing tester demo user login welcome welcome1 changeme change
  default letmein letmein1 letmeinn trustno1 secret secret1 topsecret access access14 master master1 superuser service
  support manager office backup computer internet windows microsoft google facebook linkedin twitter youtube instagram
  amazon samsung iphone android apple macintosh nintendo playstation xbox360 minecraft fortnite roblox counterstrike
  shopping shopmesh customer
  iloveyou iloveyou1 ilovegod iloveme loveyou lovely loveme lover love sweetheart sweetie darling princess princesa
  prince queen beautiful gorgeous angel angels angel1 babygirl babyboy baby honey sunshine rainbow butterfly flower flowers
  rose star stars starlight moonlight forever friend friends bestfriend family mother father mama mother1 daddy mommy
  football baseball basketball soccer hockey softball volleyball swimming tennis golf golfer runner cowboys yankees lakers
  steelers packers eagles patriots redsox raiders rangers dolphins broncos bulldogs liverpool chelsea arsenal manchester
  manutd barcelona realmadrid juventus bayern borussia celtic everton benfica
  monkey dragon tigger tiger lion panther eagle falcon phoenix wolf wolves dolphin dolphins horse horses puppy kitten kitty
  snoopy cookie cookies chocolate strawberry banana orange cherry peaches apple123 pepper ginger cheese pizza coffee
  superman batman spiderman ironman wolverine avengers starwars startrek skywalker yoda vader darkvader gandalf frodo
  hobbit matrix pokemon pikachu naruto sasuke dragonball hellokitty mickey mickeymouse minnie garfield scooby scoobydoo
  simpson simpsons snowball winnie tinkerbell cinderella harrypotter potter hogwarts zelda mario metallica slipknot
  nirvana greenday linkinpark blink182 beatles eminem pinkfloyd ironmaiden rockstar guitar music musica
  michael michelle jennifer jessica ashley amanda nicole daniel anthony andrew joshua matthew christopher christian
  charlie jordan jordan23 hunter harley thomas robert george maggie buster soccer1 killer pepper1 joseph william
  alexander alexandra alejandro fernando gabriel samantha elizabeth stephanie victoria veronica katherine caroline
  charlotte isabella sebastian benjamin jonathan nicholas patrick richard brandon justin tyler austin taylor morgan
  matthias andreas johannes thorsten sabrina daniela claudia patricia francesco giovanni antonio carlos roberto
  mustang corvette camaro ferrari porsche mercedes yamaha kawasaki suzuki harley1 chevrolet cadillac maverick
  summer winter spring autumn january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday
  london paris berlin hamburg newyork chicago boston dallas houston texas california florida america england
  germany deutschland france canada mexico brasil brazil india australia scotland ireland
  jesus jesus1 jesuschrist christ church blessed blessing heaven gods god faith believe trinity savior
  whatever nothing anything something everything nobody hello hello1 hellohello goodbye freedom liberty success
  happiness happy smile smiley lucky lucky7 money money1 dollar millionaire diamond diamonds silver golden gold
  shadow midnight thunder lightning hurricane stormy blackbird snowflake october1 genesis destiny infinity universe galaxy
  ninja samurai warrior soldier gangster pirate bandit rebel maverick1 fucker fuckyou fuckyou1 fuckoff asshole bullshit
  bitch pussy sexy sexy123 hotstuff playboy juicy lovelove qwerqwer asdfasdf zxczxc asdasd asdasdasd qweqwe qweqweqwe
  schatz hallo hallo123 ficken schalke fussball sommer winter123 geheim passwort1 arschloch sonnenschein liebling
  bonjour soleil doudou loulou chouchou marseille jetaime nicolas camille chocolat
  hola tequiero teamo amor amorcito estrella mariposa corazon bonita carlitos
  ciao amoremio francesca juventus1 forzaroma giulia
`
    .trim()
    .split(/\s+/),
);
