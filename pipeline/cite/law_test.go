package cite

import "testing"

func TestLaws(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Article 123 of the Criminal Code punishes it.", "law=Criminal Code art:123"},
		{"Articles 12, 14 and 16 to 18 of the Penal Code punish it.", "law=Penal Code art:12 art:14 art:16 art:17 art:18"},
		{"Section 377 of the Penal Code was struck down.", "law=Penal Code sec:377"},
		{"Section 9 (2) (b) of the Marriage Act was struck down.", "law=Marriage Act sec:9(2)(b)"},
		{"Sections 4 and 6 of the Marriage Act, 1971, were struck down.", "law=Marriage Act sec:4 sec:6"},
		{"The Wild Rivers (Protection) Act 1998 was passed.", "law=Wild Rivers (Protection) Act"},
		{"The Wild Rivers Act 1998 (Act No. 12 of 1998) was passed.", "law=Wild Rivers Act"},
		{"Federal Law No. 44-FZ was passed.", "law=Federal Law No. 44-FZ"},
		{"Legislative Decree No. 1384 was passed.", "law=Legislative Decree No. 1384"},
		{"Royal Decree No. 12/2015 was passed.", "law=Royal Decree No. 12/2015"},
		{"Organic Law No. 2012-01 on elections was passed.", "law=Organic Law No. 2012-01"},
		{"Act No. 40/2009 Coll. was passed.", "law=Act No. 40/2009 Coll."},
		{"The Code of Civil Procedure and the Labour Code were revised.", "law=Code of Civil Procedure ; law=Labour Code"},
		{"They adopted the Juvenile Justice Act, the Legal Aid Act and the Prisons Ordinance.", "law=Juvenile Justice Act ; law=Legal Aid Act ; law=Prisons Ordinance"},
		{"Article 1 of the Constitution of the Republic of Ruritania says so.", "law=Constitution of the Republic of Ruritania art:1"},
		{"Articles 1 and 2 of the Constitution say so.", "law=Constitution art:1 art:2"},
		{"Adopt the draft Freedom of Information Bill.", "law=Freedom of Information Bill"},
		{"Amend the Press and Publications Law to free editors.", "law=Press and Publications Law"},
		{"The Law on Gender Equality, adopted in 2011, set quotas.", "law=Law on Gender Equality"},
		{"By Executive Order No. 7 it was frozen.", "law=Executive Order No. 7"},
		{"Under section 3 of the said Act, a permit is free.", "law=Act sec:3"},
		{"Under paragraph 2 of article 8 of the Constitution all are equal.", "law=Constitution art:8(2)"},
	})
}

func TestLawsThatAreNone(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"The Act entered into force; the said section did not.", ""},
		{"The new law protects bees.", ""},
		{"International humanitarian law and customary law apply.", ""},
		{"The rule of law was restored and law enforcement officers trained.", ""},
		{"The Law Commission and the Law Reform Institute met.", ""},
		{"The International Court of Justice Statute of limitations was argued.", ""},
		{"Their acts were brave, and the bill was paid.", ""},
		{"Doctors follow the Code of Ethics.", ""},
		{"In order to act, they need a dress code.", ""},
		{"The Final Act was recalled with pride.", ""},
	})
	checkCovered(t, []sentence{
		{"Under article 123 of the Criminal Code, it is a crime.", "article 123 of the Criminal Code"},
		{"Repeal the Public Order Act of 1964 now.", "Public Order Act of 1964"},
		{"Section 12 of the Act applies.", "Section 12 of the Act"},
	})
}
