import type { CountryCode } from './country.js';
import { firstNameOf, type Lifestyle, type Person } from './person.js';

/** Customers of the demo data, with their monthly income and the day on which they join. */
export const CAST: readonly Person[] = [
  saver('Amina Otieno', 'KE', 'salaried', 92_000, 0, {
    goals: ['Rent', 'School fees', 'Rainy day', 'Business'],
    friends: ['Brian', 'Wanjiru', 'Halima'],
    treasurer: 'Wanjiru',
  }),
  saver('Brian Mwangi', 'KE', 'rider', 48_000, 1, {
    goals: ['Rainy day'],
    friends: ['Amina', 'Kevin', 'Joseph'],
  }),
  saver('Wanjiru Kamau', 'KE', 'trader', 75_000, 3, {
    goals: ['Stock', 'School fees'],
    friends: ['Amina', 'Faith'],
    treasurer: 'Wanjiru',
  }),
  saver('Kevin Kiprono', 'KE', 'freelancer', 160_000, 12, {
    goals: ['Dollars', 'Land', 'Rent'],
    foreign: { Dollars: 'USD' },
    friends: ['Brian', 'Faith', 'Amina'],
  }),
  saver('Faith Achieng', 'KE', 'student', 14_000, 20, { friends: ['Kevin', 'Brian'] }),
  saver('Joseph Mutua', 'KE', 'salaried', 58_000, 34, {
    goals: ['School fees'],
    friends: ['Brian', 'Halima'],
    treasurer: 'Wanjiru',
  }),
  saver('Halima Abdi', 'KE', 'trader', 64_000, 85, {
    goals: ['Stock'],
    friends: ['Amina', 'Joseph'],
    treasurer: 'Wanjiru',
  }),
  saver('Peter Njoroge', 'KE', 'salaried', 41_000, 16, {
    goesQuietOnDay: 83,
    goals: ['Rainy day'],
    friends: ['Brian'],
  }),
  saver('Victor Ouma', 'KE', 'rider', 30_000, 36, { goesQuietOnDay: 48, suspended: true }),
  saver('Mercy Chebet', 'KE', 'salaried', 66_000, 168, { goals: ['Rent'], friends: ['Faith', 'Kevin'] }),
  saver('David Okello', 'UG', 'rider', 1_150_000, 2, { goals: ['Rainy day'], friends: ['Grace', 'Moses'] }),
  saver('Grace Nakato', 'UG', 'salaried', 1_900_000, 5, {
    goals: ['Rent', 'Wedding'],
    friends: ['David', 'Sarah'],
    treasurer: 'Sarah',
  }),
  saver('Sarah Namutebi', 'UG', 'trader', 1_600_000, 27, {
    goals: ['Stock', 'School fees'],
    friends: ['Grace', 'David'],
    treasurer: 'Sarah',
  }),
  saver('Moses Ssali', 'UG', 'student', 350_000, 94, { friends: ['David', 'Sarah'], treasurer: 'Sarah' }),
  saver('Neema Mushi', 'TZ', 'trader', 980_000, 41, { goals: ['Stock'], friends: ['Baraka'] }),
  saver('Baraka Massawe', 'TZ', 'salaried', 1_350_000, 151, { goals: ['Rainy day'], friends: ['Neema'] }),
  saver('Diane Uwase', 'RW', 'salaried', 620_000, 18, { goals: ['Rent', 'Land'], friends: ['Eric'] }),
  saver('Eric Habimana', 'RW', 'rider', 340_000, 127, { friends: ['Diane'] }),
  saver('Chinedu Okafor', 'NG', 'salaried', 520_000, 4, {
    goals: ['Rent', 'Rainy day'],
    friends: ['Ngozi', 'Tunde'],
  }),
  saver('Ngozi Eze', 'NG', 'trader', 430_000, 9, {
    goals: ['Stock', 'School fees'],
    friends: ['Chinedu', 'Zainab'],
    treasurer: 'Ngozi',
  }),
  saver('Tunde Bakare', 'NG', 'freelancer', 900_000, 30, {
    goals: ['Dollars', 'Wedding'],
    foreign: { Dollars: 'USD' },
    friends: ['Chinedu', 'Ngozi'],
    treasurer: 'Ngozi',
  }),
  saver('Zainab Bello', 'NG', 'student', 90_000, 112, { friends: ['Ngozi'], treasurer: 'Ngozi' }),
  saver('Ifeoma Nwosu', 'NG', 'trader', 380_000, 143, { goals: ['Stock'], friends: ['Ngozi', 'Chinedu'] }),
  saver('Kwame Mensah', 'GH', 'trader', 5_200, 14, { goals: ['Stock'], friends: ['Abena'] }),
  saver('Abena Owusu', 'GH', 'salaried', 6_400, 25, {
    goesQuietOnDay: 121,
    goals: ['Land'],
    friends: ['Kwame'],
  }),
  saver('Thandiwe Dlamini', 'ZA', 'salaried', 24_000, 70, {
    goals: ['School fees', 'Rainy day'],
    friends: ['Sipho'],
  }),
  saver('Sipho Nkosi', 'ZA', 'student', 3_200, 131, { friends: ['Thandiwe'] }),
  saver('James Kariuki', 'US', 'abroad', 5_400, 7, {
    goals: ['Rainy day', 'Family'],
    foreign: { Family: 'KES' },
    friends: ['Kevin', 'Faith', 'Wanjiru'],
  }),
  saver('Adaeze Obi', 'GB', 'abroad', 3_300, 45, {
    goals: ['Family', 'Rainy day'],
    foreign: { Family: 'NGN' },
    friends: ['Ngozi', 'Zainab'],
  }),
];

const BY_FIRST_NAME = new Map(CAST.map((person) => [firstNameOf(person), person]));

/** @throws Error for a name that is not in the cast. */
export function personNamed(firstName: string): Person {
  const person = BY_FIRST_NAME.get(firstName);
  if (!person) throw new Error(`Nobody in the cast is called ${firstName}`);
  return person;
}

type Known = 'name' | 'country' | 'lifestyle' | 'monthlyIncome' | 'joinsOnDay';

function saver(
  name: string,
  country: CountryCode,
  lifestyle: Lifestyle,
  monthlyIncome: number,
  joinsOnDay: number,
  more: Omit<Person, Known> = {},
): Person {
  return { name, country, lifestyle, monthlyIncome, joinsOnDay, ...more };
}
