// Who is this person, and what is claimed about them?
//
// The profile (kind, country, other names) stands above the rows; the rows are every claim in which the person is
// the subject, the object or a named source, by subject matter and then from the newest to the oldest.
//
// @param person: person -- The person.
// @param status: status = null -- Only claims of this status.
// @param min_confidence: float 0..1 = 0.0 -- Only claims that the extractor was at least this sure of.
// @column section: string -- coaching, playing, office, contract, career moves, talk, titles, people or quoted.
// @column subject: string -- Whom the claim is about.
// @column predicate: string -- What it says.
// @column object: string -- The team, person or title at its other end.
// @column team: string -- The team of a succession or title.
// @column status: string -- How sure the article makes it.
// @column tense: string -- current or former.
// @column role: string -- The post.
// @column since: date -- First day there.
// @column until: date -- Last day there, or of the contract.
// @column when: date -- Day of the event.
// @column manner: string -- How the time at the team ends.
// @column year: date -- Year of the title.
// @column said_by: strings -- Everyone named as a source of the claim.
// @column outlet: string -- Who published it.
// @column reported: date -- Date of the article.
// @column confidence: float -- The extractor's certainty, 0 to 1.
// @column sentence: string -- The evidence, word for word.
// @column subject_id: id -- Id of the subject.
// @column object_id: id -- Id of the object.
// @column claim: id -- Id of the claim.
// @column url: string -- Address of the article.
// @table section predicate subject object status since until said_by outlet reported sentence
// @edges subject_id predicate object_id
// @example person="Carlo Ancelotti"
// @example person=Ancelotti status=confirmed
MATCH (:Entity {id: $person})<-[link:SUBJECT|OBJECT|ATTRIBUTED_TO]-(c:Claim)
WHERE ($status IS NULL OR c.status = $status) AND c.confidence >= $min_confidence
WITH c, max(CASE type(link) WHEN 'ATTRIBUTED_TO' THEN 0 ELSE 1 END) AS about
WITH c,
  CASE
    WHEN about = 0 THEN 9
    WHEN c.predicate = 'coaches' THEN 1 WHEN c.predicate = 'plays_for' THEN 2 WHEN c.predicate = 'works_for' THEN 3
    WHEN c.predicate IN ['contract_until', 'extends_with'] THEN 4
    WHEN c.predicate IN ['joins', 'leaves', 'succeeds'] THEN 5
    WHEN c.predicate IN ['candidate_for', 'in_talks_with'] THEN 6
    WHEN c.predicate = 'won' THEN 7 ELSE 8
  END AS place
ORDER BY place, coalesce(c.reported, '') DESC, c.id /* page */
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:AT]->(t:Entity)
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(source:Entity)
WITH c, place, s, o, t, a, source ORDER BY source.name
WITH c, place, s, o, t, a, collect(source.name) AS said_by
RETURN
  ['coaching', 'playing', 'office', 'contract', 'career moves', 'talk', 'titles', 'people', 'quoted'][place - 1]
    AS section,
  s.name AS subject, c.predicate AS predicate, o.name AS object, t.name AS team, c.status AS status, c.tense AS tense,
  c.role AS role, c.since AS since, c.until AS until, c.when AS when, c.manner AS manner, c.year AS year,
  said_by, a.outlet AS outlet, c.reported AS reported, c.confidence AS confidence, c.evidence AS sentence,
  s.id AS subject_id, o.id AS object_id, c.id AS claim, a.url AS url
ORDER BY place, coalesce(reported, '') DESC, claim
