// Where does a claim come from, and what stands beside it?
//
// The claim itself with the passage of the article around its sentence, then the same claim in other articles, then
// the other claims of the same article. Ids of claims are in the column `claim` of the other questions.
//
// @param claim: string -- Id of the claim.
// @column section: string -- this claim, elsewhere or same article.
// @column subject: string -- Whom the claim is about.
// @column predicate: string -- What it says.
// @column object: string -- Its other end.
// @column status: string -- How sure the article makes it.
// @column role: string -- The post.
// @column since: date -- First day there.
// @column until: date -- Last day there, or of the contract.
// @column when: date -- Day of the event, or year of the title.
// @column said_by: strings -- Everyone named as a source of the claim.
// @column outlet: string -- Who published it.
// @column reported: date -- Date of the article.
// @column confidence: float -- The extractor's certainty, 0 to 1.
// @column sentence: string -- The evidence, word for word.
// @column passage: string -- The article around the sentence, up to 300 characters before and after.
// @column start: int -- Where the sentence begins in the article's text, in characters.
// @column end: int -- Where it ends.
// @column title: string -- Title of the article.
// @column url: string -- Address of the article.
// @column article: id -- Id of the article.
// @column claim_id: id -- Id of the row's claim.
// @column subject_id: id -- Id of the subject.
// @column object_id: id -- Id of the object.
// @table section subject predicate object status said_by outlet reported title passage
// @edges subject_id predicate object_id
// @example claim="claim:0123456789abcdef"
MATCH (this:Claim {id: $claim})-[:SUBJECT]->(s0:Entity)
MATCH (this)-[:OBJECT]->(o0:Entity)
OPTIONAL MATCH (s0)<-[:SUBJECT]-(same:Claim {predicate: this.predicate})-[:OBJECT]->(o0)
WITH this, collect(DISTINCT same) AS twins
OPTIONAL MATCH (this)<-[:STATES]-(:Article)-[:STATES]->(near:Claim)
WITH this, twins, collect(DISTINCT near) AS nears
WITH this, [this] + twins + nears AS found
UNWIND found AS c
WITH DISTINCT this, c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (a:Article)-[:STATES]->(c)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(x:Entity)
WITH this, c, s, o, a, x ORDER BY x.name
WITH c, s, o, a, collect(x.name) AS said_by,
  CASE WHEN c.id = this.id THEN 1 WHEN c.article = this.article THEN 3 ELSE 2 END AS place,
  CASE WHEN c.start > 300 THEN c.start - 300 ELSE 0 END AS first
RETURN
  ['this claim', 'elsewhere', 'same article'][place - 1] AS section, s.name AS subject, c.predicate AS predicate,
  o.name AS object, c.status AS status, c.role AS role, c.since AS since, c.until AS until,
  coalesce(c.when, c.year) AS when, said_by, a.outlet AS outlet, c.reported AS reported, c.confidence AS confidence,
  c.evidence AS sentence,
  CASE place WHEN 1 THEN substring(a.text, first, c.end - first + 300) ELSE c.evidence END AS passage,
  c.start AS start, c.end AS end, a.title AS title, a.url AS url, a.id AS article, c.id AS claim_id,
  s.id AS subject_id, o.id AS object_id
ORDER BY place, coalesce(reported, '') DESC, article, start, claim_id
